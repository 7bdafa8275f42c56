"""核对与提交: what stands against a filing, sending it, its receipt, taking it back, and 办理记录."""
