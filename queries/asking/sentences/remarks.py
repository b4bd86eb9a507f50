"""What an answer remarks beside its rows, in both languages."""

LOST = {
    "zh": "没有把握：给出的事项里没有“{}”。",
    "en": "Unsure: no item given prints “{}”.",
}
ITSELF = {
    "zh": "没有把握：问到的{}自己也在所列之中，问的可能是别的。",
    "en": "Unsure: {} is named in the question and is among the rows.",
}
LISTED = {"zh": "所列的是：{}。", "en": " Listed are: {}."}
EXCERPT = {"zh": "原文：“{}”。", "en": " It says: “{}”."}
LETTER = {"zh": "文件正文另写：“{}”", "en": " The letter itself says: “{}”"}
OUTSIDE = {
    "zh": "这些字不在工作事项里，而在文件的其他段落里：{}",
    "en": "These words stand in no work item, but elsewhere in the document: {}",
}
NOTHING = {
    "zh": "没有同时符合所有条件的事项；可能是理解有误，请看理解为何。",
    "en": "Nothing fulfils all conditions; the question may be misread, see what was understood.",
}
NO_WORDS = {
    "zh": "没有回答：没有提问，只有标点。",
    "en": "Not answered: no words, no question.",
}
NO_LIST = {
    "zh": "没有把握：问的可能是原文里列出的名目，这里给出的是印有这些字的事项。",
    "en": "Unsure: what the texts list may be asked for; these are the items that print the words.",
}
BODY_MEANT = {
    "zh": "没有把握：问的可能是主要责任单位，而不是分管领导。",
    "en": "Unsure: the bodies may be asked for, and not the leaders.",
}
OF_LETTER = {
    "zh": "给出的是文件正文里最接近的一句，不是工作事项。",
    "en": "This is the nearest sentence of the letter itself, and no work item.",
}
APART = {
    "zh": "涉及的 {} 项没有逐一列出：用 rows=all（命令行 --all）取全部，或运行所示的 SPARQL。",
    "en": "The {} items behind it are not listed: ask with rows=all (--all in a shell) for all.",
}
NO_YEAR = {
    "zh": "没有写明：文件里没有{}年的工作事项。",
    "en": "Not stated: no document has work items of {}.",
}
UNCLAIMED = {
    "zh": "没有把握：问的是“是不是”，这里给出的是查到的内容，是与不是请对照。",
    "en": "Unsure: yes or no is asked for; what was found is given, and not whether it is so.",
}
ONE_OF_SEVERAL = {
    "zh": "“{}”可能指 {} 个；只有{}有所问的事项。",
    "en": "“{}” may be any of {}; of them, only {} has any of what is asked for.",
}
CONTACT = {
    "zh": "没有写明：工作事项里没有“{}”。",
    "en": "Not stated: no work item prints “{}”.",
}
CUT = {
    "zh": "没有把握：原文里有“{}”的事项太多，没有逐项比对写法，可能有遗漏。",
    "en": "Unsure: too many items print “{}” to compare all spellings; some may be missing.",
}

REGISTERED = {
    "zh": "文件没有写明，答案来自登记（见 confidence 一列）。",
    "en": "The documents do not say it; the answer is from the registers (see confidence).",
}
INFERRED = {
    "zh": "文件没有写明，答案来自登记，可信度不高（见 confidence 一列）。",
    "en": "No document states it; the registers do, with little confidence (see that column).",
}
