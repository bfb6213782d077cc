"""Addresses of moderation."""

from django.urls import path

from moderation.views import (
    bulk,
    decisions,
    flagging,
    queue,
    record,
    screening,
    suspending,
    transparency,
    unmasking,
    vote_rings,
)

app_name = "moderation"
urlpatterns = [
    path("moderation/lists/", screening.lists, name="lists"),
    path("moderation/lists/<int:entry_id>/remove/", screening.unwatch, name="unwatch"),
    path("moderation/checks/", screening.checks, name="checks"),
    path("moderation/vote-rings/", vote_rings.vote_rings, name="vote-rings"),
    path("moderation/vote-rings/<int:ring_id>/close/", vote_rings.close_vote_ring, name="close-vote-ring"),
    path("posts/<int:post_id>/report/", flagging.flag, name="flag"),
    path("posts/<int:post_id>/review/", queue.review, name="review"),
    path("moderation/", queue.queue, name="queue"),
    path("moderation/many/", bulk.bulk, name="bulk"),
    path("moderation/many/<int:batch_id>/", bulk.batch, name="batch"),
    path("moderation/many/<int:batch_id>/undo/", bulk.undo_many, name="undo-batch"),
    path("moderation/spammer/<str:handle>/", bulk.spammer, name="spammer"),
    path("people/<slug:handle>/suspend/", suspending.suspend_person, name="suspend"),
    path("moderation/decisions/<int:decision_id>/undo/", decisions.undo, name="undo"),
    path("moderation/appeals/<int:appeal_id>/", decisions.answer, name="answer-appeal"),
    path("moderation/purges/<int:purge_id>/", decisions.agree, name="agree-to-purge"),
    path("moderation/<int:item_id>/", queue.item, name="item"),
    path("moderation/<int:item_id>/claim/", queue.claim_item, name="claim"),
    path("moderation/record/", record.record_page, name="record"),
    path("moderation/record/export/", record.export_record, name="export-record"),
    path("moderation/mine/", transparency.own, name="own-day"),
    path("transparency/", transparency.transparency, name="transparency"),
    path("transparency/<int:year>/<int:month>/", transparency.monthly_report, name="monthly-report"),
    path("decisions/", decisions.own_decisions, name="own-decisions"),
    path("decisions/<int:decision_id>/", decisions.decision, name="decision"),
    path("decisions/warnings/<int:warning_id>/", decisions.confirm, name="confirm-warning"),
    path("posts/<int:post_id>/decision/", decisions.decision_about, name="decision-about"),
    path("moderation/<int:item_id>/mask/", unmasking.unmask, name="unmask"),
]
