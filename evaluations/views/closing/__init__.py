"""After the approval: what was told and objected, the stamped copy, the paper, 更正."""
