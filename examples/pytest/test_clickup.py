# pytest, with nothing but Python's own library: start the container (or `npx clickup-mock`), say where it is in
# CLICKUP_MOCK_URL, then `pytest`; with pytest-xdist, `pytest -n 4`.
import json
import os
import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

# A sandbox for this worker: what these tests change, those of other workers do not see.
CLICKUP = f"{os.environ['CLICKUP_MOCK_URL']}/s/{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
ANNA = "pk_100001_FAKETOKENANNA0000000000000000001"


@pytest.fixture(autouse=True)
def clickup_as_it_was():
    urlopen(Request(f"{CLICKUP}/__mock/reset", method="POST")).close()


def greeting(token, api="https://api.clickup.com/api"):
    """In place of the code under test. All that changes for the mock is where ClickUp is."""
    try:
        with urlopen(Request(f"{api}/v2/user", headers={"Authorization": token})) as answer:
            return f"Hello {json.load(answer)['user']['username']}"
    except HTTPError as refusal:
        return f"Please log in ({json.load(refusal)['ECODE']})"


def test_asks_for_a_login_when_the_token_was_revoked():
    body = json.dumps({"token": ANNA}).encode()
    urlopen(Request(f"{CLICKUP}/__mock/tokens/revoke", body, {"Content-Type": "application/json"})).close()
    assert re.fullmatch(r"Please log in \(OAUTH_\d+\)", greeting(ANNA, f"{CLICKUP}/api"))


def test_greets_the_user_by_name():
    assert greeting(ANNA, f"{CLICKUP}/api") == "Hello Anna Brandt"
