"""Red flags: separate from the score, each with its numbers, its innocent causes and the source of its threshold."""

from dataclasses import dataclass

from lib.text import _

NOTABLE = 2.0  # peer spreads: 1 in 40 ordinary accounts of the reference
SERIOUS = 3.0  # 1 in 150 to 250: real accounts have heavy tails


@dataclass(frozen=True)
class Flag:
    """One piece of quotable evidence: ``severity`` is 'notable' or 'serious', ``label`` the sign in a few words."""

    code: str
    severity: str
    sentence: str
    innocent: str
    source: str
    label: str = ""


@dataclass(frozen=True)
class Rule:
    """What raises a flag: a feature at least ``notable`` peer spreads on its suspicious side."""

    code: str
    feature: str
    innocent: str
    notable: float = NOTABLE
    serious: float = SERIOUS


RULES = (
    Rule("ENGAGEMENT_LOW", "engagement_low", _("A pause in posting, a new topic, or an audience won through ads.")),
    Rule("ENGAGEMENT_EXTREME", "engagement_extreme", _("A viral post, a giveaway, or an unusually close community."), 1.0, 2.0),
    Rule("LIKES_UNBACKED", "likes_unbacked", _("Photo accounts draw many likes and few comments; comments may be limited.")),
    Rule("COMMENTS_UNBACKED", "comments_unbacked", _("Giveaways and questions to the audience draw comments.")),
    Rule("VIEWS_LOW", "views_low", _("Older followers who no longer watch, or a change of format.")),
    Rule("VIEWS_UNBACKED", "views_unbacked", _("Paid promotion of a video, children's content, or hidden likes.")),
    Rule("LIKES_BEYOND_VIEWS", "likes_per_view_high", _("A very loyal audience, or views counted late.")),
    Rule("FOLLOWS_MANY", "following_ratio", _("Community builders and beginners follow back on purpose.")),
    Rule("POSTS_FEW", "posts_few", _("A relaunched account, deleted archives, or fame won elsewhere.")),
    Rule("AUDIENCE_QUALITY", "audience_quality", _("Tools judge differently; an old audience contains dead accounts."), 1.3, 2.2),
    Rule("ENGAGEMENT_INAUTHENTIC", "engagement_inauthentic", _("Tools judge differently; ask for a second reading."), 1.6, 2.5),
    Rule("COMMENTS_GENERIC", "comments_generic", _("Fans of very visual accounts often write only emoji."), 1.9, 2.6),
    Rule("COMMENTS_REPEATED", "comments_repeated", _("A giveaway that asks for a set phrase."), 1.5, 2.5),
    Rule("FOLLOWERS_JUMPED", "growth_jump", _("A giveaway, a shout-out, press or ads can lift followers overnight."), 2.2, 3.0),
    Rule("JUMP_WITHOUT_POST", "growth_unposted", _("Press or a shout-out elsewhere brings followers without a post."), 1.8, 2.8),
    Rule("ROUND_JUMP", "growth_round", _("The counts may have been entered by hand, rounded."), 2.0, 3.5),
    Rule("FOLLOWERS_SEESAW", "growth_reversals", _("Platforms purge dead accounts at times; growth then resumes."), 1.8, 2.8),
    Rule("POSTS_EVEN", "posts_even", _("A small, loyal community reacts evenly."), 2.0, 3.0),
    Rule("POSTS_WILD", "posts_wild", _("One viral post makes the rest look small."), 2.5, 3.5),
    Rule("ADS_IGNORED", "ads_ignored", _("Ads that fit badly are ignored even by real followers."), 1.5, 2.5),
    Rule("AUDIENCE_FOREIGN", "audience_foreign", _("Expats and creators in a world language reach many countries."), 1.5, 2.5),
    Rule("AUDIENCE_OFF_TARGET", "audience_off_target", _("Your target may be narrower than the creator's readers."), 1.3, 2.5),
    Rule("VIEWS_EXTREME", "views_extreme", _("A viral post, or a platform that shows posts to strangers."), 1.0, 2.0),
    Rule("COMMENTS_FEW_AUTHORS", "comments_few_authors", _("A small circle of regulars answers every post."), 1.5, 2.5),
    Rule("GROWTH_FAST", "growth_fast", _("A young account or a viral month grows fast."), 2.2, 3.2),
    Rule("SHARES_FEW", "shares_few", _("Portraits and outfits are liked more than passed on."), 2.3, 3.2),
    Rule("RHYTHM_REGULAR", "rhythm_regular", _("Posts may be scheduled with a planning tool."), 2.0, 3.0),
    Rule("CAPTIONS_ALIKE", "captions_alike", _("A series keeps one caption."), 1.6, 2.5),
    Rule("ADS_MANY", "sponsored_often", _("A season of campaigns; check the months before."), 1.9, 2.8),
)  # fmt: skip
