"""The function check in our own words (CLINICAL 1.4).

Scored in the same 12 x 0-4 frame as the ALSFRS-R; not a validated version of it, and never called by its name.
"""

from django.utils.translation import gettext_lazy as _

from symptoms.wording.question import Question

INTRO = _(
    "Think about the past 7 days. Compare with how you were before ALS, not with last time. "
    "Pick the answer that fits most days."
)
GASTROSTOMY = _("Do you have a feeding tube that goes into your stomach through your belly?")
TOTAL_GIVEN = _("Total of the twelve items as the clinic gave it, of 48")
FRAME = _(
    "Scored in the same frame of 12 questions, 0 to 4, as the ALSFRS-R. It is our own wording, "
    "not a validated version of it."
)
# ``cutting_food`` is asked without a feeding tube, ``cutting_food_gastrostomy`` with one; one answer fills the item.
FUNCTION: dict[str, Question] = {
    "speech": Question(
        _("How is your speech?"),
        (
            _("Your speech is the same as it was before ALS."),
            _(
                "Your speech has changed. It may be slurred, hoarse or slower. "
                "People still understand you the first time."
            ),
            _("People can understand you, but you often have to say words again."),
            _("You use some speech. You also need writing, signs or a device to get your meaning across."),
            _("You can't use speech to be understood. You always use another way to talk with people."),
        ),
    ),
    "salivation": Question(
        _("How much saliva (spit) is in your mouth?"),
        (
            _("You have no more saliva in your mouth than before ALS."),
            _("You have a little more saliva than before. You may dribble at night."),
            _("You have quite a lot more saliva. You may dribble a tiny bit."),
            _("You have far more saliva, and some of it runs out of your mouth."),
            _("Saliva runs out a lot. You need a tissue or cloth with you all the time."),
        ),
    ),
    "swallowing": Question(
        _("How is eating and swallowing?"),
        (
            _("You eat and drink in the same way as before ALS."),
            _("Eating has started to be a problem. You choke or cough on food or drink now and then."),
            _("You have had to change your food or drink. For example, it is softer, mashed or thicker."),
            _("You still eat by mouth, but you need extra tube feeds to get enough."),
            _("You take no food by mouth. You get all of it through a tube or a drip."),
        ),
    ),
    "handwriting": Question(
        _("How is your writing, with the hand you wrote with before ALS?"),
        (
            _("You write as you did before ALS."),
            _("Your writing is slower or messier, but every word can be read."),
            _("Some of your words can't be read."),
            _("You can hold a pen, but you can't write."),
            _("You can't hold a pen."),
        ),
    ),
    "cutting_food": Question(
        _("How do you cut food and use a knife, fork and spoon?"),
        (
            _("You do this as you did before ALS."),
            _("You are a bit slow or clumsy, but you need no help."),
            _("You can cut most foods. You are slow and clumsy, and you need help with some."),
            _("Someone else cuts your food, but you can still feed yourself slowly."),
            _("Someone else has to feed you."),
        ),
    ),
    "cutting_food_gastrostomy": Question(
        _("How do your hands manage small tasks, such as tube caps, lids, clips and buttons?"),
        (
            _("Your hands do these tasks as they did before ALS."),
            _("Your hands are clumsy, but you do every step on your own."),
            _("You need help with some lids, caps, clips or buttons."),
            _("You can only help your carer a little with the task."),
            _("You can't do any part of the task."),
        ),
    ),
    "dressing_hygiene": Question(
        _("How do you wash and dress?"),
        (
            _("You wash and dress as you did before ALS."),
            _("You do all of it on your own, but it is slower or takes more effort."),
            _("You need help now and then, or you use other ways or aids to get it done."),
            _("You need a helper to wash and dress. You can still do part of it."),
            _("A helper does all of it for you."),
        ),
    ),
    "turning_in_bed": Question(
        _("How do you turn over in bed and move the covers?"),
        (
            _("You do this as you did before ALS."),
            _("You are a bit slow or clumsy, but you need no help."),
            _("You can turn over, or move the covers, on your own. It is very hard."),
            _("You can start to turn or to move the covers, but you can't finish on your own."),
            _("You can't do any of this. Someone does it for you."),
        ),
    ),
    "walking": Question(
        _("How is your walking?"),
        (
            _("You walk as you did before ALS."),
            _(
                "Your walking has changed. You may be slower, trip or feel unsteady. "
                "You walk with no aid and no helper."
            ),
            _("You need help to walk, such as a stick, a frame, an ankle brace or an arm to hold."),
            _("You can't walk, but you can still move your legs to help, such as when you stand to change seats."),
            _("You can't move your legs in a useful way."),
        ),
    ),
    "climbing_stairs": Question(
        _("How do you climb stairs?"),
        (
            _("You climb stairs as you did before ALS."),
            _("You are slower."),
            _("You are a bit unsteady, or you get tired on the way up."),
            _("You need help, such as the handrail or a person."),
            _("You can't climb stairs."),
        ),
    ),
    "dyspnea": Question(
        _("When do you get short of breath?"),
        (
            _("You don't get short of breath."),
            _("You get short of breath when you walk."),
            _("You get short of breath when you eat, wash or dress (one or more of these)."),
            _("You get short of breath at rest, when you sit or lie down."),
            _("Breathing is very hard. You or your team are thinking about a breathing machine."),
        ),
    ),
    "orthopnea": Question(
        _("How do you sleep when you lie down? Think only about your breathing."),
        (
            _("Your breathing does not trouble your sleep."),
            _("Your breathing troubles your sleep at times. You don't usually need more than two pillows."),
            _("You need more than two pillows to be able to sleep."),
            _("You can only sleep sitting up."),
            _("You can't sleep because of your breathing."),
        ),
    ),
    "respiratory_insufficiency": Question(
        _("Do you use a breathing machine?"),
        (
            _("You don't use a breathing machine."),
            _("You use a mask machine some of the time."),
            _("You use a mask machine all night, every night."),
            _("You use a mask machine all night and all day."),
            _("You have a breathing machine through a tube in your windpipe."),
        ),
    ),
}
BREATHING_MACHINE_NOTE = _(
    "A machine for weak breathing muscles. A machine for sleep apnoea or for coughing does not count."
)
