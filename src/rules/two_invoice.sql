-- id: two_invoice
-- title_zh: 两票制问题
-- title_en: the two-invoice rule is broken
-- severity: warning
-- direction: 越少越好
-- direction_en: the fewer the better
-- source: 规则书 10；浙江 2017 任务 20
-- source_en: rule book 10; Zhejiang 2017, task 20
-- formula: 第一票销售方 = 生产企业（或别名），购买方 = 第二票销售方 = 配送企业；第二票购买方 = 机构，数量不多于、日期不早于第一票
-- formula_en: seller of the first invoice = manufacturer (or an alias), its buyer = seller of the second = distributor; buyer of the second = institution, its quantity not above and its day not before that of the first
-- params: 
SELECT i.name, m.generic || ' ' || m.spec || ' ' || m.maker, words('两票齐全、首尾相接', 'two invoices, one following the other'),
  CASE c.state WHEN 2 THEN words('缺第一票：', 'first invoice missing: ') WHEN 3 THEN words('环节过多：', 'too many steps between: ')
    ELSE words('票货不符：', 'invoices of other goods: ') END
  || concat_ws(words('，', ', '), words('第一票 ' || a.no || '（' || fa.name || ' → ' || a.buyer || '）',
      'first ' || a.no || ' (' || fa.name || ' → ' || a.buyer || ')'),
    words('第二票 ' || b.no || '（' || fb.name || ' → ' || b.buyer || '）', 'second ' || b.no || ' (' || fb.name || ' → ' || b.buyer || ')')),
  NULL,
  'line:' || substr(d.sha256, 1, 12) || ':' || key_part(s.name) || ':' || l.row
FROM ind_chain AS c JOIN purchase AS l ON l.id = c.purchase JOIN inst_shown AS i ON i.id = c.inst JOIN main.item AS m ON m.id = l.item
JOIN sheet AS s ON s.id = l.sheet JOIN file AS d ON d.id = s.file
LEFT JOIN invoice AS a ON a.id = c.first LEFT JOIN firm AS fa ON fa.id = a.seller
LEFT JOIN invoice AS b ON b.id = c.second LEFT JOIN firm AS fb ON fb.id = b.seller
