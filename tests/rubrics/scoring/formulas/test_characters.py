import pytest

from rubrics.scoring.formulas import is_identifier


@pytest.mark.parametrize(
    "text",
    [
        "预算执行率",
        "“三公”经费",
        "社会效益、经济效益、生态效益及可持续影响等",
        "PPP项目数",
        "12345热线",
        "非税收入",
        "字" * 40,
    ],
)
def test_identifier_of_plain_characters_is_allowed(text: str) -> None:
    assert is_identifier(text)


RESERVED = ["是", "否", "且", "或", "非", "本行"]
SIGNS = [
    "甲 乙",
    "甲+乙",
    "甲-乙",
    "甲×乙",
    "甲÷乙",
    "甲≤乙",
    "甲.乙",
    "甲,乙",
    "甲，乙",
    "甲：乙",
    "甲（乙）",
    "甲[乙]",
    "甲%",
    "甲／乙",
]
STRANGE = ['甲"乙', "①项", "٣项", "甲\u200b", "甲…", "123"]


@pytest.mark.parametrize("text", ["", "字" * 41, *RESERVED, *SIGNS, *STRANGE])
def test_identifier_with_signs_or_reserved_is_not_allowed(text: str) -> None:
    assert not is_identifier(text)
