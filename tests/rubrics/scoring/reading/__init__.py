"""Reading of documents, answers and examples."""
