"""The function check in our own words (CLINICAL 1.4).

Scored in the same 12 x 0-4 frame as the ALSFRS-R; not a validated version of it, and never called by its name.
"""

from django.utils.translation import gettext_lazy as _

from symptoms.wording.question import Question
from symptoms.wording.voice import Said

INTRO = Said(
    _(
        "Think about the past 7 days. Compare with how you were before ALS, not with last time. "
        "Pick the answer that fits most days."
    ),
    _(
        "Think about the past 7 days. Compare with how %(name)s was before ALS, not with last time. "
        "Pick the answer that fits most days."
    ),
)
GASTROSTOMY = Said(
    _("Do you have a feeding tube that goes into your stomach through your belly?"),
    _("Does %(name)s have a feeding tube that goes into the stomach through the belly?"),
)
TOTAL_GIVEN = _("Total of the twelve items as the clinic gave it, of 48")
FRAME = _(
    "Scored in the same frame of 12 questions, 0 to 4, as the ALSFRS-R. It is our own wording, "
    "not a validated version of it."
)
# ``cutting_food`` is asked without a feeding tube, ``cutting_food_gastrostomy`` with one; one answer fills the item.
FUNCTION: dict[str, Question] = {
    "speech": Question(
        Said(_("How is your speech?"), _("How is %(name)s's speech?")),
        (
            Said(
                _("Your speech is the same as it was before ALS."),
                _("%(Name)s's speech is the same as it was before ALS."),
            ),
            Said(
                _(
                    "Your speech has changed. It may be slurred, hoarse or slower. "
                    "People still understand you the first time."
                ),
                _(
                    "%(Name)s's speech has changed. It may be slurred, hoarse or slower. "
                    "People still understand %(name)s the first time."
                ),
            ),
            Said(
                _("People can understand you, but you often have to say words again."),
                _("People can understand %(name)s, but %(name)s often has to say words again."),
            ),
            Said(
                _("You use some speech. You also need writing, signs or a device to get your meaning across."),
                _(
                    "%(Name)s uses some speech. %(Name)s also needs writing, signs or a device to get the "
                    "meaning across."
                ),
            ),
            Said(
                _("You can't use speech to be understood. You always use another way to talk with people."),
                _("%(Name)s can't use speech to be understood. %(Name)s always uses another way to talk with people."),
            ),
        ),
    ),
    "salivation": Question(
        Said(_("How much saliva (spit) is in your mouth?"), _("How much saliva (spit) is in %(name)s's mouth?")),
        (
            Said(
                _("You have no more saliva in your mouth than before ALS."),
                _("%(Name)s has no more saliva in the mouth than before ALS."),
            ),
            Said(
                _("You have a little more saliva than before. You may dribble at night."),
                _("%(Name)s has a little more saliva than before. %(Name)s may dribble at night."),
            ),
            Said(
                _("You have quite a lot more saliva. You may dribble a tiny bit."),
                _("%(Name)s has quite a lot more saliva. %(Name)s may dribble a tiny bit."),
            ),
            Said(
                _("You have far more saliva, and some of it runs out of your mouth."),
                _("%(Name)s has far more saliva, and some of it runs out of the mouth."),
            ),
            Said(
                _("Saliva runs out a lot. You need a tissue or cloth with you all the time."),
                _("Saliva runs out a lot. %(Name)s needs a tissue or cloth all the time."),
            ),
        ),
    ),
    "swallowing": Question(
        Said(_("How is eating and swallowing?"), _("How is eating and swallowing for %(name)s?")),
        (
            Said(
                _("You eat and drink in the same way as before ALS."),
                _("%(Name)s eats and drinks in the same way as before ALS."),
            ),
            Said(
                _("Eating has started to be a problem. You choke or cough on food or drink now and then."),
                _("Eating has started to be a problem. %(Name)s chokes or coughs on food or drink now and then."),
            ),
            Said(
                _("You have had to change your food or drink. For example, it is softer, mashed or thicker."),
                _("%(Name)s has had to change food or drink. For example, it is softer, mashed or thicker."),
            ),
            Said(
                _("You still eat by mouth, but you need extra tube feeds to get enough."),
                _("%(Name)s still eats by mouth, but needs extra tube feeds to get enough."),
            ),
            Said(
                _("You take no food by mouth. You get all of it through a tube or a drip."),
                _("%(Name)s takes no food by mouth. All of it comes through a tube or a drip."),
            ),
        ),
    ),
    "handwriting": Question(
        Said(
            _("How is your writing, with the hand you wrote with before ALS?"),
            _("How does %(name)s write, with the hand that wrote before ALS?"),
        ),
        (
            Said(_("You write as you did before ALS."), _("%(Name)s writes as before ALS.")),
            Said(
                _("Your writing is slower or messier, but every word can be read."),
                _("%(Name)s's writing is slower or messier, but every word can be read."),
            ),
            Said(_("Some of your words can't be read."), _("Some of %(name)s's words can't be read.")),
            Said(_("You can hold a pen, but you can't write."), _("%(Name)s can hold a pen, but can't write.")),
            Said(_("You can't hold a pen."), _("%(Name)s can't hold a pen.")),
        ),
    ),
    "cutting_food": Question(
        Said(
            _("How do you cut food and use a knife, fork and spoon?"),
            _("How does %(name)s cut food and use a knife, fork and spoon?"),
        ),
        (
            Said(_("You do this as you did before ALS."), _("%(Name)s does this as before ALS.")),
            Said(
                _("You are a bit slow or clumsy, but you need no help."),
                _("%(Name)s is a bit slow or clumsy, but needs no help."),
            ),
            Said(
                _("You can cut most foods. You are slow and clumsy, and you need help with some."),
                _("%(Name)s can cut most foods, but is slow and clumsy, and needs help with some."),
            ),
            Said(
                _("Someone else cuts your food, but you can still feed yourself slowly."),
                _("Someone else cuts the food, but %(name)s can still eat slowly without help."),
            ),
            Said(_("Someone else has to feed you."), _("Someone else has to feed %(name)s.")),
        ),
    ),
    "cutting_food_gastrostomy": Question(
        Said(
            _("How do your hands manage small tasks, such as tube caps, lids, clips and buttons?"),
            _("How do %(name)s's hands manage small tasks, such as tube caps, lids, clips and buttons?"),
        ),
        (
            Said(
                _("Your hands do these tasks as they did before ALS."),
                _("%(Name)s's hands do these tasks as they did before ALS."),
            ),
            Said(
                _("Your hands are clumsy, but you do every step on your own."),
                _("%(Name)s's hands are clumsy, but do every step without help."),
            ),
            Said(
                _("You need help with some lids, caps, clips or buttons."),
                _("%(Name)s needs help with some lids, caps, clips or buttons."),
            ),
            Said(
                _("You can only help your carer a little with the task."),
                _("%(Name)s can only help a little with the task."),
            ),
            Said(_("You can't do any part of the task."), _("%(Name)s can't do any part of the task.")),
        ),
    ),
    "dressing_hygiene": Question(
        Said(_("How do you wash and dress?"), _("How does %(name)s wash and dress?")),
        (
            Said(_("You wash and dress as you did before ALS."), _("%(Name)s washes and dresses as before ALS.")),
            Said(
                _("You do all of it on your own, but it is slower or takes more effort."),
                _("%(Name)s does all of it without help, but it is slower or takes more effort."),
            ),
            Said(
                _("You need help now and then, or you use other ways or aids to get it done."),
                _("%(Name)s needs help now and then, or uses other ways or aids to get it done."),
            ),
            Said(
                _("You need a helper to wash and dress. You can still do part of it."),
                _("%(Name)s needs a helper to wash and dress, but can still do part of it."),
            ),
            Said(_("A helper does all of it for you."), _("A helper does all of it for %(name)s.")),
        ),
    ),
    "turning_in_bed": Question(
        Said(
            _("How do you turn over in bed and move the covers?"),
            _("How does %(name)s turn over in bed and move the covers?"),
        ),
        (
            Said(_("You do this as you did before ALS."), _("%(Name)s does this as before ALS.")),
            Said(
                _("You are a bit slow or clumsy, but you need no help."),
                _("%(Name)s is a bit slow or clumsy, but needs no help."),
            ),
            Said(
                _("You can turn over, or move the covers, on your own. It is very hard."),
                _("%(Name)s can turn over, or move the covers, without help. It is very hard."),
            ),
            Said(
                _("You can start to turn or to move the covers, but you can't finish on your own."),
                _("%(Name)s can start to turn or to move the covers, but can't finish without help."),
            ),
            Said(
                _("You can't do any of this. Someone does it for you."),
                _("%(Name)s can't do any of this. Someone does it for %(name)s."),
            ),
        ),
    ),
    "walking": Question(
        Said(_("How is your walking?"), _("How does %(name)s walk?")),
        (
            Said(_("You walk as you did before ALS."), _("%(Name)s walks as before ALS.")),
            Said(
                _(
                    "Your walking has changed. You may be slower, trip or feel unsteady. "
                    "You walk with no aid and no helper."
                ),
                _(
                    "%(Name)s's walking has changed. %(Name)s may be slower, trip or seem unsteady. "
                    "%(Name)s walks with no aid and no helper."
                ),
            ),
            Said(
                _("You need help to walk, such as a stick, a frame, an ankle brace or an arm to hold."),
                _("%(Name)s needs help to walk, such as a stick, a frame, an ankle brace or an arm to hold."),
            ),
            Said(
                _("You can't walk, but you can still move your legs to help, such as when you stand to change seats."),
                _("%(Name)s can't walk, but can still move the legs to help, such as when standing to change seats."),
            ),
            Said(_("You can't move your legs in a useful way."), _("%(Name)s can't move the legs in a useful way.")),
        ),
    ),
    "climbing_stairs": Question(
        Said(_("How do you climb stairs?"), _("How does %(name)s climb stairs?")),
        (
            Said(_("You climb stairs as you did before ALS."), _("%(Name)s climbs stairs as before ALS.")),
            Said(_("You are slower."), _("%(Name)s is slower.")),
            Said(
                _("You are a bit unsteady, or you get tired on the way up."),
                _("%(Name)s is a bit unsteady, or gets tired on the way up."),
            ),
            Said(
                _("You need help, such as the handrail or a person."),
                _("%(Name)s needs help, such as the handrail or someone else."),
            ),
            Said(_("You can't climb stairs."), _("%(Name)s can't climb stairs.")),
        ),
    ),
    "dyspnea": Question(
        Said(_("When do you get short of breath?"), _("When does %(name)s seem to get short of breath?")),
        (
            Said(_("You don't get short of breath."), _("%(Name)s doesn't get short of breath.")),
            Said(_("You get short of breath when you walk."), _("%(Name)s gets short of breath on a walk.")),
            Said(
                _("You get short of breath when you eat, wash or dress (one or more of these)."),
                _("%(Name)s gets short of breath when eating, washing or dressing (one or more of these)."),
            ),
            Said(
                _("You get short of breath at rest, when you sit or lie down."),
                _("%(Name)s gets short of breath at rest, when sitting or lying down."),
            ),
            Said(
                _("Breathing is very hard. You or your team are thinking about a breathing machine."),
                _("Breathing is very hard. %(Name)s or the care team is thinking about a breathing machine."),
            ),
        ),
    ),
    "orthopnea": Question(
        Said(
            _("How do you sleep when you lie down? Think only about your breathing."),
            _("How does %(name)s sleep when lying down? Think only about the breathing."),
        ),
        (
            Said(_("Your breathing does not trouble your sleep."), _("Breathing does not trouble %(name)s's sleep.")),
            Said(
                _("Your breathing troubles your sleep at times. You don't usually need more than two pillows."),
                _("Breathing troubles %(name)s's sleep at times. %(Name)s doesn't usually need more than two pillows."),
            ),
            Said(
                _("You need more than two pillows to be able to sleep."),
                _("%(Name)s needs more than two pillows to be able to sleep."),
            ),
            Said(_("You can only sleep sitting up."), _("%(Name)s can only sleep sitting up.")),
            Said(_("You can't sleep because of your breathing."), _("%(Name)s can't sleep because of breathing.")),
        ),
    ),
    "respiratory_insufficiency": Question(
        Said(_("Do you use a breathing machine?"), _("Does %(name)s use a breathing machine?")),
        (
            Said(_("You don't use a breathing machine."), _("%(Name)s doesn't use a breathing machine.")),
            Said(_("You use a mask machine some of the time."), _("%(Name)s uses a mask machine some of the time.")),
            Said(
                _("You use a mask machine all night, every night."),
                _("%(Name)s uses a mask machine all night, every night."),
            ),
            Said(
                _("You use a mask machine all night and all day."),
                _("%(Name)s uses a mask machine all night and all day."),
            ),
            Said(
                _("You have a breathing machine through a tube in your windpipe."),
                _("%(Name)s has a breathing machine through a tube in the windpipe."),
            ),
        ),
    ),
}
BREATHING_MACHINE_NOTE = _(
    "A machine for weak breathing muscles. A machine for sleep apnoea or for coughing does not count."
)
