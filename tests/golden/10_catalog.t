The national catalogues are built in and sound; lint finds what is not.
$ jicai catalog list
  批次编码  批次                                       品种  中选产品行数  开始        日期  来源
  NVBP01    国家组织药品集中采购和使用试点（4+7城市）    25            26  —                 内置
  NVBP01X   联盟地区药品集中采购（4+7扩围）              25            64  2019-12-01  名义  内置
  NVBP02    第二批国家组织药品集中采购                   32           100  2020-04-01  名义  内置
  NVBP03    第三批国家组织药品集中采购                   55           191  2020-11-01  名义  内置
  NVBP04    第四批国家组织药品集中采购                   45           158  2021-05-01  名义  内置
  NVBP05    第五批国家组织药品集中采购                   61           251  2021-10-01  名义  内置
$ jicai catalog lint
  批次编码  批次                                       品种  中选产品  行数
  NVBP01    国家组织药品集中采购和使用试点（4+7城市）    25        25    26
  NVBP01X   联盟地区药品集中采购（4+7扩围）              25        60    64
  NVBP02    第二批国家组织药品集中采购                   32       100   100
  NVBP03    第三批国家组织药品集中采购                   55       191   191
  NVBP04    第四批国家组织药品集中采购                   45       158   158
  NVBP05    第五批国家组织药品集中采购                   61       251   251

没有发现问题
$ jicai catalog show NVBP01 | sed -n 1,4p
  组号  通用名                    规格          转换比  中选价格(元)  中选企业                            角色  供应地区
     1  阿托伐他汀钙片            20mg               7          6.60  北京嘉林药业股份有限公司            主供  北京、天津、上海、重庆、沈阳、大连、厦门、广州、深圳、成都、西安
     2  瑞舒伐他汀钙片            10mg              28         21.80  浙江京新药业股份有限公司            主供  北京、天津、上海、重庆、沈阳、大连、厦门、广州、深圳、成都、西安
     3  硫酸氢氯吡格雷片          75mg               7         22.26  深圳信立泰药业股份有限公司          主供  北京、天津、上海、重庆、沈阳、大连、厦门、广州、深圳、成都、西安
$ jicai catalog show 第五批 | wc -l
252
$ jicai catalog show 第九批
● 目录里没有批次“第九批”，最接近的是“NVBP01”。用 jicai catalog list 查看全部批次。 [E614]
? 2
$ jicai catalog shw
● 命令 catalog 后面不能写“shw”。可以写：list | show ROUND | lint [FILE...]。 [E633]
? 2
$ jicai catalog list --json | sed -n 1,1p
{"schema":1,"type":"round","round":"NVBP01","name":"国家组织药品集中采购和使用试点（4+7城市）","groups":25,"rows":26,"from":null,"nominal":"","source":"内置"}
$ head -8 $EXAMPLES/../catalogs/nvbp04.csv > 目录.csv; sed -n '3p' 目录.csv >> 目录.csv; sed -i '4s/72.8/82.8/;5s/黑龙江、/北京、/' 目录.csv; jicai catalog lint 目录.csv 2>/dev/null
  文件      识别为    读入行数  入库  已更新  剔除  跳过
  目录.csv  中选目录         9     8       0     0     1

  共读入 9 行 = 入库 8 + 已更新 0 + 剔除 0 + 跳过 1（标题、表头、合计、空行）
  批次编码  批次                        品种  中选产品  行数
  NVBP04    第四批国家组织药品集中采购     2         7     8

  批次编码  品种  通用名                  规格  中选企业                  问题                         内容                                                        文件      行
  NVBP04    1     艾司奥美拉唑镁肠溶胶囊  20mg  广东东阳光药业有限公司    价格与单位价格 × 转换比不符  82.80 ≠ 2.60 × 28                                           目录.csv   4
  NVBP04    1     艾司奥美拉唑镁肠溶片    20mg  江西山香药业有限公司      地区无人供应                 黑龙江                                                      目录.csv   2
  NVBP04    1     艾司奥美拉唑镁肠溶片    20mg  江西山香药业有限公司      地区重复供应                 北京（正大天晴药业集团股份有限公司、江西山香药业有限公司）  目录.csv   2
  NVBP04    1     艾司奥美拉唑镁肠溶胶囊  20mg  石药集团欧意药业有限公司  重复的行                     2 行                                                        目录.csv   9

共 4 条
? 1
$ jicai import $EXAMPLES/../catalogs/nvbp03.csv -q; jicai catalog list | awk "{print \$1}"; jicai catalog lint | tail -1
批次编码
NVBP01
NVBP01X
NVBP02
NVBP03
NVBP04
NVBP05
没有发现问题
