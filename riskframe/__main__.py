"""`python -m riskframe`."""

from __future__ import annotations

import sys

from riskframe.cli.__main__ import main

sys.exit(main())
