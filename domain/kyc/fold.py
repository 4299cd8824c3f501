"""The fold as it was first found here; it lives in `domain/names`, which every room may import."""

from domain.names.fold import FOLD_VERSION, company_key, fold_name, fold_tokens, search_key

__all__ = ["FOLD_VERSION", "company_key", "fold_name", "fold_tokens", "search_key"]
