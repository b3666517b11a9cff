"""What a piece of script would ask for: read statement by statement, never run.

Known are the few things that scripts of links do: join texts, set fields of a form and send it, go to an address, call
another function of the page. Whatever else stands there is passed over; what it makes is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping

from crawler.discovery.javascript import Function, Scripts, Token, tokens, unescaped
from crawler.discovery.script_acts import HOLDERS, SAME, Acts, Ask, Outcome
from crawler.discovery.script_cursor import Budget, Cursor
from crawler.discovery.script_terms import MAX_LENGTH, UNKNOWN, Node, Value, are_equal, joined, literal, text_of_value

_MAX_CALLS = 4  # of one function in another
_MAX_DEPTH = 12  # of brackets and blocks
_MAX_HANDLER = 4_000


class Reader(Cursor):
    """Reads one handler."""

    def __init__(self, scripts: Scripts, ask: Ask, budget: Budget) -> None:
        super().__init__(budget)
        self.scripts, self.acts = scripts, Acts(ask)
        self.names: dict[str, Value] = {}
        self.depth = self.calls = 0

    def read(self, code: str) -> Outcome:
        """What the handler comes to."""
        self._run(tokens(code[:_MAX_HANDLER]), {"this": Node("this")})
        return self.acts.outcome

    def read_function(self, function: Function) -> Outcome:
        """What a function that waits for a click comes to."""
        self._run(function.body, {"this": Node("this")})
        return self.acts.outcome

    @property
    def _goes_on(self) -> bool:
        return self.budget.steps > 0 and not self.acts.outcome.done

    def _run(self, pieces: tuple[Token, ...], names: Mapping[str, Value]) -> None:
        outer = self.pieces, self.at, self.names, self.depth
        self.pieces, self.at, self.names, self.depth = pieces, 0, dict(names), 0
        while self.at < len(pieces) and self._goes_on:
            self._statement()
        self.pieces, self.at, self.names, self.depth = outer

    # statements

    def _statement(self) -> None:
        word = self._peek()
        if word == "if" and self._peek(1) == "(" and self.depth < _MAX_DEPTH:
            self._choice()
        elif self.pieces[self.at].kind == "name" and word not in {"var", "let", "const", "return", "else", "new"}:
            self._chain()
        else:
            self._step()

    def _choice(self) -> None:
        """`if (…) … else …`: what is known not to happen is passed over."""
        self._step(2)
        holds = self._condition()
        self._skip_to(")")
        self._step()
        if holds is False:
            self._pass_over()
            if self._peek() == "else":
                self._step()
        elif holds is True:
            self._branch()
            if self._peek() == "else":
                self._step()
                self._pass_over()

    def _branch(self) -> None:
        start = self.at
        self._pass_over()
        end, self.at = self.at, start
        self.depth += 1
        while self.at < end and self._goes_on:
            self._statement()
        self.depth -= 1

    def _pass_over(self) -> None:
        """One statement, with all its blocks."""
        while self._peek() == "if":
            self._step(2)
            self._skip_to(")")
            self._step()
        is_block = self._peek() == "{"
        self._step(is_block)
        self._skip_to("}" if is_block else ";")
        self._step()

    def _condition(self) -> bool | None:
        negated = self._peek() == "!"
        self._step(negated)
        left = self._expression()
        holds = bool(left) if isinstance(left, str) and UNKNOWN not in left else None
        sign = self._peek()
        if sign in {"==", "===", "!=", "!=="}:
            self._step()
            holds = are_equal(left, self._expression())
            negated ^= sign[0] == "!"
        return holds is not negated if holds is not None and self._peek() == ")" else None

    # expressions

    def _expression(self) -> Value:
        """Texts joined by `+`; unknown where anything else is done with them."""
        if self.depth >= _MAX_DEPTH:
            return UNKNOWN
        self.depth += 1
        value = self._product()
        while (sign := self._peek()) in {"+", "-", "||"}:
            self._step()
            other = self._product()
            value = value or other if sign == "||" else joined(value, sign, other)
        if self._peek() in {"?", "%"}:
            self._skip_to(";", ",")
            value = UNKNOWN
        self.depth -= 1
        return value

    def _product(self) -> Value:
        value = self._term()
        while (sign := self._peek()) in {"*", "/"}:
            self._step()
            value = joined(value, sign, self._term())
        return value

    def _term(self) -> Value:
        word = self._peek()
        if self.at >= len(self.pieces) or word in {")", "]", "}", ",", ";"}:
            return UNKNOWN
        kind = self.pieces[self.at].kind
        if kind == "name" and word not in {"function", "new", "async"}:
            return self._chain()
        if kind == "template":
            return self._filled(self._step().text)
        if kind in {"string", "number"}:
            return self._tail(literal(self._step()))
        if word == "(":
            return self._bracket()
        self._skip_to(",", ";")
        return UNKNOWN

    def _bracket(self) -> Value:
        self._step()
        value = self._expression()
        self._skip_to(")")
        self._step()
        return self._tail(value)

    def _tail(self, value: Value) -> Value:
        """`.trim()` and the like behind a value change nothing; what else hangs on it makes it unknown."""
        while self._peek() == "." and self._peek(1):
            name = self._step(2).text
            if self._peek() != "(" or (self._arguments() is not None and name not in SAME):
                value = UNKNOWN
        return value

    def _filled(self, template: str) -> str:
        parts = template.strip("`").split("${")
        text = unescaped(parts[0])
        for part in parts[1:50]:
            inner, _, rest = part.partition("}")
            text += text_of_value(self._within(inner)) + unescaped(rest)
        return text[:MAX_LENGTH]

    def _within(self, code: str) -> Value:
        outer = self.pieces, self.at
        self.budget.spend(code)
        self.pieces, self.at = tokens(code[:_MAX_HANDLER]), 0
        value = self._expression()
        self.pieces, self.at = outer
        return value

    def _known(self, name: str) -> Value:
        if name in self.names:
            return self.names[name]
        constant = self.scripts.constant(name) if name not in HOLDERS else None
        return Node(name) if constant is None else constant

    def _arguments(self) -> list[Value]:
        """The values between brackets; goes on to what is behind them."""
        self._step()
        found: list[Value] = []
        while self.at < len(self.pieces) and self._peek() != ")":
            found.append(self._expression())
            self._skip_to(",", ")")
            if self._peek() != ",":
                break
            self._step()
        self._step()
        return found

    # names with what hangs on them: document.frm.id.value = x, $("#id").val(x), location.href = x, f(x)

    def _chain(self) -> Value:
        name = self._step().text
        is_call = self._peek() in {"(", "=", "+="}
        value: Value = Node(name) if is_call else self._known(name)
        holder, alone = Node(""), True
        while (sign := self._peek()) in {"(", "["} or (sign == "." and self._peek(1)):
            if sign == "(":
                value = self._called(name, self._arguments(), holder, alone=alone)
            elif sign == "[":
                value = self._indexed(value)
            elif isinstance(value, str):
                value = self._tail(value)
            else:
                holder, alone = value, False
                name = self._step(2).text
                value = self.acts.member(holder, name, is_set=self._peek() in {"=", "+="})
        return self._assigned(name, holder, alone=alone) if self._peek() in {"=", "+="} else value

    def _indexed(self, value: Value) -> Value:
        self._step()
        inner = self._expression()
        self._skip_to("]")
        self._step()
        return Node(inner) if isinstance(inner, str) and not inner.isdigit() else value

    def _called(self, name: str, arguments: list[Value], holder: Node, *, alone: bool) -> Value:
        self.budget.spend(*(value for value in arguments if isinstance(value, str)))
        known = self.acts.call(name, arguments, holder, alone=alone)
        if known is not None:
            return known
        if alone or self.calls == 0:
            self._enter(name, arguments)
        return UNKNOWN

    def _enter(self, name: str, arguments: list[Value]) -> None:
        """Read the function of the page that is called, as a part of this one."""
        function = self.scripts.function(name)
        if function is None:
            self.acts.outcome.external.append((name, tuple(map(text_of_value, arguments))))
        elif self.calls < _MAX_CALLS:
            self.calls += 1
            given: dict[str, Value] = dict.fromkeys(function.parameters, "")
            given.update(zip(function.parameters, arguments, strict=False))
            self._run(function.body, {"this": self.names.get("this", Node("this")), **given})
            self.calls -= 1

    def _assigned(self, name: str, holder: Node, *, alone: bool) -> Value:
        joins = self._step().text == "+="
        value = self._expression()
        if not self.acts.outcome.done:
            if alone and name != "location":
                self.names[name] = joined(self.names.get(name, ""), "+", value) if joins else value
            else:
                self.acts.set(name, holder, value)
        return value
