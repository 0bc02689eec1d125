"""Questions asked of an assessment: what if this changed, why not that option, what differs, what does this mean."""
