"""Why a file cannot be read at all. Raised inside the reader, a Problem to everybody else."""

SAVE_AGAIN = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传"
USE_TEMPLATE = "请下载模板，把内容粘贴到模板里再上传"


class UnreadableError(Exception):
    """`what` is wrong with the file and `todo` is the way out; both complete sentences without a full stop."""

    def __init__(self, what: str, todo: str = SAVE_AGAIN) -> None:
        super().__init__(what)
        self.what, self.todo = what, todo
