"""The ledger: every assessment and gate run that was recorded, in order, so that what was decided can be shown later."""
