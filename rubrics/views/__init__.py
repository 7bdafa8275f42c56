"""指标体系管理: versions, importing a document with its problems beside it, a version in words, publishing."""
