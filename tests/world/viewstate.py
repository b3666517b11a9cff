"""What ASP.NET WebForms asks of a form: a state that changes with every answer, and events that the page offers."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field

SCRIPT = """<script type="text/javascript">
//<![CDATA[
var theForm = document.forms['aspnetForm'];
if (!theForm) { theForm = document.aspnetForm; }
function __doPostBack(eventTarget, eventArgument) {
    if (!theForm.onsubmit || (theForm.onsubmit() != false)) {
        theForm.__EVENTTARGET.value = eventTarget;
        theForm.__EVENTARGUMENT.value = eventArgument;
        theForm.submit();
    }
}
//]]>
</script>"""
_OFFERED = re.compile(r"__doPostBack\((?:'|&#39;)(.*?)(?:'|&#39;),(?:'|&#39;)(.*?)(?:'|&#39;)\)")


@dataclass
class Views:
    """Every state that was ever handed out, with what its page offers and what it remembers."""

    serial: itertools.count = field(default_factory=itertools.count)
    offered: dict[str, tuple[Collection[tuple[str, str]], dict]] = field(default_factory=dict)

    def form(self, action: str, inner: str, memory: dict) -> str:
        """The page's one form, around its content, with hidden inputs that are good for the events named in it."""
        number = next(self.serial)
        state = base64.b64encode(json.dumps({"n": number, **memory}).encode() * 9).decode()
        check = self.check(state)
        self.offered[state] = (set(_OFFERED.findall(inner)), memory)
        hidden = {"__EVENTTARGET": "", "__EVENTARGUMENT": "", "__LASTFOCUS": "", "__VIEWSTATE": state}
        hidden |= {"__VIEWSTATEGENERATOR": "CA0B0334", "__EVENTVALIDATION": check}
        inputs = "".join(f'<input type="hidden" name="{n}" id="{n}" value="{v}" />' for n, v in hidden.items())
        form = f'<form name="aspnetForm" method="post" action="{action}" id="aspnetForm">'
        return f'{form}<div class="aspNetHidden">{inputs}</div>{SCRIPT}{inner}</form>'

    def check(self, state: str) -> str:
        return base64.b64encode(hashlib.sha256(state.encode()).digest() * 2).decode()

    def memory(self, sent: dict[str, str]) -> dict | None:
        """What the page remembered, where the form is one of ours and its event was on offer; else None: a 500."""
        state = sent.get("__VIEWSTATE", "")
        offered, memory = self.offered.get(state, ((), None))
        event = (sent.get("__EVENTTARGET", ""), sent.get("__EVENTARGUMENT", ""))
        good = sent.get("__EVENTVALIDATION") == self.check(state) and sent.get("__VIEWSTATEGENERATOR") == "CA0B0334"
        return memory if good and event in offered else None
