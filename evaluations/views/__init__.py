"""Pages of the evaluations: a view is access, form, one service call, answer."""
