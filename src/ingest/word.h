/* word: what a cell means that ought to hold one of a few words. Pure functions; what is not understood says so. */
#ifndef INGEST_WORD_H
#define INGEST_WORD_H

#include "ingest/norm.h"

enum { JC_WORD_NONE = -1, JC_WORD_UNKNOWN = -2 };

/* 采购渠道: 1 on-line, 0 off-line. */
int jc_word_channel(struct jc_span t);

/* The same below a head that asks (是否网采), to which 1, N and √ are answers as well. */
int jc_word_is_online(struct jc_span t);

/* The same where the column may be of something else (采购方式: 询价), and only what speaks of a platform is taken. */
int jc_word_plain_channel(struct jc_span t);

/* What a status says of a return. */
enum jc_back_word {
    JC_BACK_UNSAID,
    JC_BACK_NONE,    /* 未退货, 可退货: there is none */
    JC_BACK_REFUSED, /* 拒绝退货, 退货已撤销: it came to nothing */
    JC_BACK_BEGUN,   /* 申请退货, 退货中: not yet */
    JC_BACK_PART,    /* 部分退货 */
    JC_BACK_DONE     /* 已退货 */
};
int jc_word_back(struct jc_span t);
/*
 * What the state of an order says; JC_WORD_UNKNOWN = nothing. In the lowest bits, by rule book 4.1 and 8: 1 cancelled by the
 * institution, 2 not delivered, refused or cancelled by the distributor, else 0, also where only a return was cancelled or
 * refused. Above them jc_word_back.
 */
enum { JC_STATUS_VOID = 3, JC_STATUS_BACK = 2, JC_STATUS_OPEN = 64 }; /* a mask, how far it is shifted, 未审核 */
int jc_word_status(struct jc_span t);
/* The same of the cell below 是否退货, below 退货状态 (已完成; 待确认 says nothing yet), and below 验收状态. */
int jc_word_is_back(struct jc_span t);
int jc_word_return_state(struct jc_span t);
int jc_word_receipt_status(struct jc_span t);

/* What a state (审核状态, 付款状态, 发票状态) says of its row; of several the largest holds. */
enum jc_standing {
    JC_STANDS_UNSAID,
    JC_STANDS,      /* 已审核, 付款成功, 正常 */
    JC_STANDS_WHAT, /* not understood */
    JC_STANDS_OPEN, /* 未审核, 待付款, 草稿: not yet */
    JC_STANDS_VOID  /* 作废, 失败, 驳回, 退回: it did not happen */
};
int jc_word_standing(struct jc_span t);
/* The same of a receipt: 已红冲, 已冲销 came in and went back. */
int jc_word_receipt_standing(struct jc_span t);
/* Of what has such words there, what jc_word_status says of them; else 0. */
int jc_word_reversed(struct jc_span t);
/* The same of a return, which is done where it went back. */
int jc_word_return_standing(struct jc_span t);
/* And below 状态, where that speaks of one. */
int jc_word_return_of_status(struct jc_span t);
/* The same of the cell below 是否作废. */
int jc_word_voided(struct jc_span t);
/* Below 是否退票, 退款状态, 退票日期: did the money come back? 退款中 and 部分退款 are not understood. */
int jc_word_bounced(struct jc_span t);
/* And below 是否有效. */
int jc_word_valid(struct jc_span t);
/* And below 是否支付成功. */
int jc_word_is_settled(struct jc_span t);
int jc_word_is_paid(struct jc_span t);

/*
 * The same of an agreement (已终止, 未签约; 履行中 stands), of a receipt (未验收 is open, 拒收 void), and of a reason (不予认定, 待核实); each as
 * a word, and below a head that asks (是否签约, 是否入库), where N and 0 are answers as well. 是否合格: what is not was refused.
 */
int jc_word_agreed(struct jc_span t);
int jc_word_is_agreed(struct jc_span t);
int jc_word_received(struct jc_span t);
int jc_word_is_received(struct jc_span t);
int jc_word_is_fit(struct jc_span t);
int jc_word_upheld(struct jc_span t);
int jc_word_is_upheld(struct jc_span t);
/* What stands in the place of who upheld a reason says that nobody did: 否, 待定, 未认定. */
bool jc_word_nobody_upheld(struct jc_span t);

/* What 单据类型 says that a row is; of several such columns the largest holds. */
enum jc_doc_word {
    JC_DOC_OTHER,
    JC_DOC_IN, /* 采购入库 */
    JC_DOC_OUT, /* 领用出库, 调拨, 报损, 盘盈, 期初, 赠品: goods that went to a ward or came in unbought, no purchase */
    JC_DOC_BACK,  /* 采购退货, 退货出库, 红冲: a return to the distributor */
    JC_DOC_INNER, /* 科室退库, 退货入库: what a ward gives back, no purchase and no return to the distributor */
    JC_DOC_VOID   /* 退货作废: a return that came to nothing */
};
/* JC_WORD_UNKNOWN: a receipt (零星入库), and whether it was bought it does not say. */
int jc_word_doc(struct jc_span t);
/* The cell below 是否赠品: yes says what 赠品 says. */
int jc_word_is_given(struct jc_span t);
/* 自制制剂, and nothing of how it came in: JC_WORD_UNKNOWN, a class of products or of receipts; else 0. */
int jc_word_made(struct jc_span t);

/* What a remark says of its row: that it went back, or that it is none, has not happened, ended or was not upheld. */
enum jc_remark_of {
    JC_REMARK_OF_PURCHASE,
    JC_REMARK_OF_PAYMENT,
    JC_REMARK_OF_AGREEMENT,
    JC_REMARK_OF_AWARD,
    JC_REMARK_OF_REASON
};
enum jc_remark_word { JC_REMARK_NONE, JC_REMARK_BACK, JC_REMARK_VOID };
enum jc_remark_word jc_word_remark(struct jc_span t, enum jc_remark_of of);
/* Of an agreement and of a reason: does it end, change or deny it? */
bool jc_word_remark_ends(struct jc_span t, bool reason);
/* Of an award: it is a backup's, ended, or became another one. */
bool jc_word_award_differs(struct jc_span t);

/* What 收支方向, 借贷标志 says of its row of an account. */
enum jc_side {
    JC_SIDE_UNSAID,
    JC_SIDE_OUT,  /* 支出, 付, 转出, 往账 */
    JC_SIDE_IN,   /* 收入, 存入, 来账 */
    JC_SIDE_BOOK, /* 借, 贷: which of them went out hangs on whose books they are */
    JC_SIDE_WHAT  /* not understood */
};
int jc_word_side(struct jc_span t);

/* What 款项性质 or a remark says that was paid for: 药款, 设备款, both; most say nothing of it (6月货到, 转账). */
enum jc_purpose { JC_PURPOSE_UNSAID, JC_PURPOSE_GOODS, JC_PURPOSE_OTHER, JC_PURPOSE_BOTH };
int jc_word_purpose(struct jc_span t);

/* Who pays: 0 the institution, 1 the insurance office. */
int jc_word_payer(struct jc_span t);
/* Does a title or a way of paying say that the insurance office pays: 医保基金直接结算货款明细, 医保直付? */
bool jc_word_pays_directly(struct jc_span t);
/* Does it name the office, which may as well have drawn up the table alone? */
bool jc_word_names_office(struct jc_span t);
/* 是 or 否 below a head that asks; 0: neither. */
enum { JC_SAYS_YES = 1, JC_SAYS_NO };
int jc_word_answer(struct jc_span t);
/* 1 = 必报, 0 = 自愿. 非必报 holds 必报; a head 是否必报 is answered by 是 or 否. */
int jc_word_duty(struct jc_span t);
/* 主供 0, 备供 1. */
int jc_word_role(struct jc_span t);
/* What stands in the place of a paid amount or its day: 0 未付, 1 已付 without saying how much or when, JC_WORD_UNKNOWN neither. */
int jc_word_paid(struct jc_span t);
/* 付款期限规则: "eom-next" of 次月底, "days 30" of 30天, "" of nothing; false: it says something else, or more than that. */
bool jc_word_term(char out[24], struct jc_span t);

#endif
