"""Routes of the review: the desk, one filing, its comments and corrections, return, approval, the result."""

from django.urls import path

from .views.review import (
    approving,
    desk,
    notices,
    opinion_acts,
    publishing,
    purging,
    result,
    returned,
    returning,
    review,
    score_acts,
    shares,
)

urlpatterns = [
    path("review/", desk.desk, name="desk"),
    path("review/departments", shares.desk_shares, name="desk_shares"),
    path("deputies/<int:deputy_id>/end", shares.deputy_end, name="deputy_end"),
    path("filings/<int:filing_id>/accept", review.accept, name="accept"),
    path("filings/<int:filing_id>/review", review.review, name="review"),
    path("filings/<int:filing_id>/review/comments", opinion_acts.review_comment, name="review_comment"),
    path(
        "filings/<int:filing_id>/comments/<int:comment_id>/adopt",
        opinion_acts.comment_adopt,
        name="comment_adopt",
    ),
    path(
        "filings/<int:filing_id>/comments/<int:comment_id>/mend",
        opinion_acts.comment_mend,
        name="comment_mend",
    ),
    path(
        "filings/<int:filing_id>/comments/<int:comment_id>/withdraw",
        opinion_acts.comment_withdraw,
        name="comment_withdraw",
    ),
    path("filings/<int:filing_id>/review/scores", score_acts.review_correct, name="review_correct"),
    path(
        "filings/<int:filing_id>/corrections/<int:correction_id>/withdraw",
        score_acts.review_withdraw,
        name="review_withdraw",
    ),
    path("filings/<int:filing_id>/return", returning.return_, name="return"),
    path("filings/<int:filing_id>/returned", returned.returned, name="returned"),
    path("filings/<int:filing_id>/notices/", notices.notices, name="notices"),
    path("filings/<int:filing_id>/notices/<int:round>/print", notices.notice_print, name="notice_print"),
    path(
        "filings/<int:filing_id>/notices/<int:round>/progress",
        notices.notice_progress,
        name="notice_progress",
    ),
    path("filings/<int:filing_id>/notices/<int:round>/file", notices.notice_file, name="notice_file"),
    path("filings/<int:filing_id>/purge", purging.purge, name="purge"),
    path("filings/<int:filing_id>/hand-on", review.hand_on, name="hand_on"),
    path("filings/<int:filing_id>/approve", approving.approve, name="approve"),
    path("filings/<int:filing_id>/archive", review.archive, name="archive"),
    path("filings/<int:filing_id>/public", publishing.make_public, name="make_public"),
    path("filings/<int:filing_id>/result", result.result, name="result"),
]
