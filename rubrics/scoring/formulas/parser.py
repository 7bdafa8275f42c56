"""Tokens -> tree, by precedence; bounded in nodes and in nesting, so that no text can exhaust the machine."""

from rubrics.scoring.problems import Problem

from .functions import FUNCTIONS
from .lexer import Token, TokenKind, read_tokens
from .literals import read_date, read_number
from .refusal import Refusal
from .reserved import NO, NOT, YES
from .tree import Binary, Call, Formula, Name, Text, Tree, Truth, Unary

MAX_NODES, MAX_DEPTH = 200, 20
_LEVELS = {"或": 1, "且": 2} | dict.fromkeys("<≤=≠≥>", 4) | {"+": 5, "-": 5, "*": 6, "/": 6}
_NOT_LEVEL, _COMPARISON, _MINUS_LEVEL = 3, 4, 7


def parse_formula(text: str) -> Formula | Problem:
    """Return the formula written in `text`, not yet checked, or the Problem with its column (from 1) and what to do."""
    try:
        return Formula(text, _Parser(read_tokens(text)).whole())
    except Refusal as refusal:
        return refusal.problem


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens, self._index, self._nodes, self._depth = tokens, 0, 0, 0

    def whole(self) -> Tree:
        if len(self._tokens) == 1:
            raise Refusal(0, "公式是空的", "请写公式，如“支出 / 预算”")
        tree = self._operation(1)
        if self._index < len(self._tokens) - 1:
            raise self._surplus()
        return tree

    @property
    def _here(self) -> Token:
        return self._tokens[self._index]

    def _take(self) -> Token:
        token = self._here
        self._index += token.kind is not TokenKind.END
        return token

    def _takes(self, sign: str) -> bool:
        if self._here.kind is TokenKind.SIGN and self._here.text == sign:
            self._index += 1
            return True
        return False

    def _count[Node: Tree](self, node: Node) -> Node:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise Refusal(node.at, f"公式超过 {MAX_NODES} 项", "请把公式拆成几个比率")
        return node

    def _deeper(self, level: int, at: int) -> Tree:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Refusal(at, f"括号和函数套了 {MAX_DEPTH} 层以上", "请把里层写成单独的比率")
        tree = self._operation(level)
        self._depth -= 1
        return tree

    def _operation(self, lowest: int) -> Tree:
        left = self._operand(lowest)
        compared = False
        while (level := self._level()) >= lowest:
            operator = self._take()
            if level == _COMPARISON and compared:
                raise Refusal(operator.at, "比较不能连着写", "请写成“a < b 且 b < c”")
            compared = level == _COMPARISON
            left = self._count(Binary(operator.text, left, self._operation(level + 1), operator.at))
        return left

    def _level(self) -> int:
        here = self._here
        return _LEVELS.get(here.text, 0) if here.kind in (TokenKind.SIGN, TokenKind.KEYWORD) else 0

    def _operand(self, lowest: int) -> Tree:
        token = self._take()
        if token.kind is TokenKind.KEYWORD and token.text == NOT:
            if lowest > _NOT_LEVEL:
                raise Refusal(token.at, "“非”不能直接写在运算符后面", "请给“非 …”加上括号")
            return self._count(Unary(NOT, self._deeper(_NOT_LEVEL, token.at), token.at))
        if token.kind is TokenKind.SIGN and token.text == "-":
            return self._count(Unary("-", self._deeper(_MINUS_LEVEL, token.at), token.at))
        if token.kind is TokenKind.SIGN and token.text == "(":
            return self._bracket(token)
        return self._atom(token)

    def _bracket(self, opening: Token) -> Tree:
        tree = self._deeper(1, opening.at)
        if not self._takes(")"):
            raise self._unclosed(opening, ")")
        return tree

    def _atom(self, token: Token) -> Tree:
        match token.kind:
            case TokenKind.NUMBER:
                return self._count(read_number(token, self._unit()))
            case TokenKind.DATE:
                return self._count(read_date(token))
            case TokenKind.TEXT:
                return self._count(Text(token.text, token.at))
            case TokenKind.NAME if self._takes("("):
                return self._call(token)
            case TokenKind.NAME:
                return self._count(self._name(token))
        raise self._missing_operand(token)

    def _unit(self) -> Token | None:
        return self._take() if self._here.kind in (TokenKind.UNIT, TokenKind.NAME) else None

    def _call(self, function: Token) -> Tree:
        if function.text not in FUNCTIONS:
            raise Refusal(function.at, f"没有函数“{function.text}”", f"可用的函数：{'、'.join(FUNCTIONS)}")
        arguments = list[Tree]()
        while not self._takes(")"):
            if arguments and not self._takes(","):
                raise self._unclosed(function, ")")
            arguments.append(self._deeper(1, self._here.at))
        return self._count(Call(function.text, tuple(arguments), function.at))

    def _name(self, first: Token) -> Tree:
        parts, row = [first.text], None
        while self._takes("."):
            parts.append(self._part("点后面缺名称"))
        if self._takes("["):
            row = self._part("方括号里缺行名")
            if not self._takes("]"):
                raise Refusal(self._here.at, "方括号没有收尾", "请写成“表.列[行]”")
        if row is None and len(parts) == 1 and first.text in (YES, NO):
            return Truth(first.text == YES, first.at)
        return Name(tuple(parts), row, first.at)

    def _part(self, what: str) -> str:
        if self._here.kind is not TokenKind.NAME:
            raise Refusal(self._here.at, what, "请写成“表.列”或“表.列[行]”，中间不留空格")
        return self._take().text

    def _unclosed(self, opening: Token, sign: str) -> Refusal:
        here = self._here
        if here.kind is TokenKind.END:
            return Refusal(opening.at, "括号没有收尾", f"请补上“{sign}”")
        return self._surplus()

    def _surplus(self) -> Refusal:
        here = self._here
        if here.text == ")":
            return Refusal(here.at, "多了一个右括号", "请删去它，或在前面补左括号")
        if here.text == ",":
            return Refusal(here.at, "这里不能有逗号", "逗号只用来隔开函数里的各项；数里不要写千分位")
        if here.kind is TokenKind.SIGN:
            return Refusal(here.at, f"这里不能有“{here.text}”", "请检查它前后的写法")
        return Refusal(
            here.at, f"“{here.text}”前面缺运算符", "两项之间写 + - × ÷、比较号或“且”“或”；名称里不能有空格"
        )

    def _missing_operand(self, token: Token) -> Refusal:
        if token.kind is TokenKind.END:
            return Refusal(token.at, "公式没有写完", "请在最后补上名称或数")
        if token.text == ".":
            return Refusal(token.at, "点前面缺名称或数", "小数请写成 0.5")
        return Refusal(token.at, f"“{token.text}”前面缺名称或数", "请补上，或删去多余的符号")
