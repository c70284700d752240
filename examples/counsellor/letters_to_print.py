"""What goes into the envelope: an offer for each bank, the household's own sheet, and a draft of the agreement.

Files are written to a new folder, which is named at the end: open them in a browser and print. With
``pip install "repayplan[letter]"`` the ending ``.pdf`` makes PDFs.
"""

import tempfile
from pathlib import Path

import repayplan as rp

case = rp.load_case(Path(__file__).parent / "cases" / "unemployed-three-cards.toml")
menu = rp.advise(case)
folder = Path(tempfile.mkdtemp())

# A creditor's copy holds its own share, and nothing of the other banks or of the lines of the budget.
for debt in case.debts:
    offer = rp.reports.offer(menu, debt.id, reference="2026-017")
    for language in ("en", "zh"):
        offer.save(folder / f"offer-{debt.id}.{language}.html", language)

# The household's own page, with everything on it.
sheet = rp.reports.negotiation_sheet(menu, reference="2026-017")
sheet.save(folder / "sheet.zh.html", "zh")
print(sheet.text("zh"))

# The agreement with the first bank, held against the six contents that the rule asks for.
draft = rp.reports.agreement_draft(
    menu.best.plans["A"], case.rules, able=menu.assessment.able, willing=menu.assessment.willing
)
draft.save(folder / "agreement-A.zh.html", "zh")
print(f"\nAgreement: {draft.check.outcome}; {len(draft.check.present)} contents there, {len(draft.check.missing)} open")
print(f"{len(list(folder.glob('*.html')))} files written to {folder}")
