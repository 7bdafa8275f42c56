"""The review desk: the queue, one filing as a document with its checks and scores, comments, return, approval."""
