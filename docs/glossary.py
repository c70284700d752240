"""Write the glossary: ``python docs/glossary.py``. The Chinese words are those that the library itself prints."""

from pathlib import Path

from repayplan.words.vocabulary import WORDS

PAGE = Path(__file__).parent / "glossary.md"
# Word of the library -> (Chinese, what it means here). Without a Chinese word of its own: the one that is printed.
MEANS = {
    "instalment": ("分期还款额", "one scheduled payment of a plan"),
    "arrears": ("到期未付", "what was due and has not been paid"),
    "stage": ("逾期阶段", "M0, M1 … M6+: class of days past due"),
    "principal": ("", "what was borrowed; it bears interest"),
    "interest": ("", "accrued, and not yet paid"),
    "penalty": ("", "late fees and penalty interest"),
    "fees": ("", "other charges"),
    "concession": ("让步", "what a creditor gives up against the contract, in money, by component"),
    "forbearance": ("宽限", "a creditor's decision to hold off or ease terms"),
    "collect": ("", "paid with the instalments, in their order"),
    "run": ("", "interest accrues as in the contract"),
    "spread": ("", "an equal part in every instalment"),
    "capitalise": ("", "joins the principal"),
    "defer": ("", "kept apart, bears nothing, due at the end"),
    "waive": ("", "forgiven, and shown as a concession"),
    "pause": ("", "nothing accrues, nothing is ever owed for it"),
    "holiday": ("暂停还款期", "periods in which nothing is asked; interest is a separate matter"),
    "re-age": ("重新起算", "to start the schedule anew and count the account as current"),
    "re-amortise": ("重新摊还", "to solve the instalment anew over the months that remain"),
    "surplus": ("结余", "income less all spending of a month, before anything is kept back"),
    "keep_back": ("留存", "what stays with the household each month"),
    "reserve": ("现金底线", "the cash that no plan may touch"),
    "verified": ("", "somebody has seen the paper"),
    "declared": ("", "said by the household"),
    "expected": ("", "not there yet"),
    "comfortable": ("", "each month's own surplus pays"),
    "needs savings": ("", "cash pays where a month does not"),
    "tight": ("", "it would work if nothing were kept back"),
    "not affordable": ("", "cash falls below the floor"),
    "able": ("有能力", "the surplus covers what the contracts ask"),
    "willing": ("", "at least one counted act"),
    "option": ("方案", "a computed candidate"),
    "offer": ("提议", "an option that is shown to the creditor"),
    "plan": ("计划", "rows with dates"),
    "agreement": ("协议", "a plan that both sides accepted"),
    "personalised instalment agreement": (
        "个性化分期还款协议",
        "China, Art. 70: at most 60 months; the bank may agree",
    ),
    "negotiation sheet": ("协商单", "one page for a negotiation"),
    "certificate": ("无方案证明", "the proof that nothing in a stated space can be kept"),
    "cliff": ("终止落差", "what comes back where one missed instalment ends an agreement"),
    "frontier": ("前沿", "options that no other beats for both sides"),
    "token": ("象征性还款", "a small sum kept up while there is no surplus"),
    "write down": ("", "principal forgiven at the start"),
    "within": ("", "as the rules coded here ask"),
    "outside": ("", "not as the rules coded here ask"),
    "unknown": ("", "not known, and never guessed"),
}
HEAD = """# Glossary 词汇表

Each word means one thing. *Collect, run, spread, capitalise, defer, waive, pause* are never interchangeable: what
everyday speech calls 停息挂账 is several of them. This page is written by `docs/glossary.py`, and a test keeps it so.

| word | 中文 | meaning here |
|---|---|---|
"""


def page():
    """The glossary as it stands in the words of the library."""
    rows = [f"| {name} | {chinese or WORDS[name]} | {means} |" for name, (chinese, means) in MEANS.items()]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
