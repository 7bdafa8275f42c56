"""check_rubric: a line for each problem, exit 1 if there is any."""

import io

import pytest
from django.core.management import call_command

from rubrics.files import shipped
from tests.rubrics.scoring.reading.small import PATH, TEXT


def check(path, *options: str) -> tuple[str, int]:
    out = io.StringIO()
    try:
        call_command("check_rubric", str(path), *options, stdout=out)
    except SystemExit as left:
        return out.getvalue(), int(left.code or 0)
    return out.getvalue(), 0


@pytest.mark.parametrize("file", shipped(), ids=lambda file: file.name)
def test_shipped_document_has_no_problem(file):
    said, code = check(file.path)
    assert code == 0
    assert "没有问题" in said
    assert "个例子全部相符。" in said


def test_document_with_a_mistake_is_told_by_file_line_and_column(tmp_path):
    path = tmp_path / "改错.yaml"
    path.write_text(TEXT.replace("severity: 阻断", "severity: 阻止"), encoding="utf-8")
    assert check(path) == (
        f"{path}:104:95 checks.调整额.severity 没有“阻止”这种写法；您是不是要写 阻断\n{path}：1 处问题。\n",
        1,
    )


def test_examples_are_run_unless_told_otherwise():
    said, code = check(PATH)
    assert code == 1
    assert f"{PATH}:72:3 ratios.政府采购执行率 比率“政府采购执行率”没有例子验证；" in said
    said, code = check(PATH, "--no-examples")
    assert (code, "没有问题" in said) == (0, True)


def test_text_that_is_no_yaml_is_told_by_its_place(tmp_path):
    path = tmp_path / "坏.yaml"
    path.write_text("rubric: 甲\nrubric: 乙\n", encoding="utf-8")
    assert check(path) == (
        f"{path}:2:1 “rubric”写了两次（第一次在第 1 行）；请删去其中一个\n{path}：1 处问题。\n",
        1,
    )


def test_file_that_is_not_there_is_told(tmp_path):
    path = tmp_path / "没有.yaml"
    said, code = check(path)
    assert code == 1
    assert said.startswith(f"{path} 文件打不开：")
