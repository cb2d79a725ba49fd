"""Sheets of sentences beside tables are left out, and only those."""

import pandas as pd

from lib.ingest import read_file
from lib.report.workbook import to_xlsx

DEALS = pd.DataFrame({"Campaign": ["A", "B", "C"], "Cost": [1, 2, 3], "Revenue": [3, 4, 5]})
NOTES = pd.DataFrame({"How to read this": ["Costs are net of tax.", "Revenue is what the codes brought in.", "Ask Kim for more."]})
PLAN = pd.DataFrame({"Step": ["Brief the creators", "Ship the boxes", "Collect the links"], "Owner": ["Kim", "Lee", "Kim"]})


def test_notes_beside_a_table_are_left_out_with_a_word() -> None:
    notes = ["Costs are net of tax, in euros.", "Rates are shares of followers, not percent."]
    found = read_file(to_xlsx({"Deals": DEALS}, title="Export", notes=notes), "x.xlsx")
    assert [table.sheet for table in found.tables] == ["Deals"]
    (problem,) = found.problems
    assert (problem.sheet, problem.severity) == ("Notes", "info")


def test_a_small_table_of_words_stays() -> None:
    found = read_file(to_xlsx({"Deals": DEALS, "Plan": PLAN}), "x.xlsx")
    assert [table.sheet for table in found.tables] == ["Deals", "Plan"]


def test_sentences_alone_stay_for_the_user_to_judge() -> None:
    found = read_file(to_xlsx({"Read me": NOTES}), "x.xlsx")
    assert [table.kind for table in found.tables] == ["unknown"]
