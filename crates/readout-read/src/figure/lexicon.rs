//! The words by which quantities are read: what happened to those counted, units that are no figures, money, and where a noun phrase ends.
//!
//! Each list is one string of words between spaces. To add a verb, add its forms to [`HAPPENED`] beside the name that stands in `counted`; to
//! add a unit that is no figure, add it to [`NOT_COUNTED`].

/// Whether a list of words between spaces has `word`.
pub(super) fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// What is said to have happened, and the word forms that say so.
pub(super) const HAPPENED: &[(&str, &str)] = &[
    (
        "killed",
        "killed kill kills killing dead died die dying deaths death slain murdered perished massacred executed \
     assassinated assassination assassinations murder murders slaying killings assassinate massacre fatalities \
     toll lives bodies corpses starved",
    ),
    ("wounded", "wounded wounding wounds injured injuring injuries hurt maimed hospitalized hospitalised injures"),
    ("casualties", "casualties"),
    ("detained", "detained detaining arrested arresting arrests jailed imprisoned detainees held"),
    ("displaced", "displaced displacing fled flee fleeing uprooted homeless"),
    ("evacuated", "evacuated evacuating"),
    ("missing", "missing disappeared unaccounted"),
    ("kidnapped", "kidnapped abducted kidnapping abduction hostage"),
    ("captured", "captured capturing"),
    ("surrendered", "surrendered"),
    ("released", "released release releasing freed freeing pardoned"),
    ("exchanged", "exchanged swapped"),
    ("returned", "returned"),
    ("rescued", "rescued"),
    ("marched", "marched"),
    ("protested", "protested rallied demonstrated gathered"),
    ("attended", "attended"),
    ("taken", "taken seized took control overran"),
    ("destroyed", "destroyed"),
    ("damaged", "damaged"),
    ("deployed", "deployed sent deploy"),
    ("vetoed", "vetoed"),
    ("blocked", "blocked"),
    ("signed", "signed"),
    ("launched", "launched"),
    ("fired", "fired"),
    ("infected", "infected"),
    ("besieged", "besieged"),
    ("trapped", "trapped stranded"),
    ("sentenced", "sentenced"),
    ("voted", "voted"),
    ("recruited", "recruited"),
    ("received", "received"),
    ("given", "gave"),
    ("population", "inhabitants residents"),
];

/// What the word form `word` says happened: `killed` of `slain`.
pub(super) fn happened(word: &str) -> Option<&'static str> {
    HAPPENED.iter().find(|(_, forms)| has(forms, word)).map(|(name, _)| *name)
}

/// The name of [`HAPPENED`] that is `name`.
pub(super) fn counted_name(name: Option<&str>) -> Option<&'static str> {
    HAPPENED.iter().map(|(known, _)| *known).find(|known| Some(*known) == name)
}

/// Words that go on counting what the sentence before counted: `The government puts the figure at 19,000`.
pub(super) const FIGURE_NOUNS: &str = "toll figure count number total tally estimate";

/// Units after a number that make it no figure: times, lengths, weights, ages, ranks.
pub(super) const NOT_COUNTED: &str = "year years month months week weeks day days hour hours minute minutes second seconds decade decades century centuries \
    am pm kilometers kilometres kilometer kilometre km miles mile meters metres meter metre feet foot inches yards degrees \
    mph kph knots o'clock gmt kg kilograms tons tonnes pounds points point mm acres hectares magnitude weekends winters \
    summers times sides parties countries nations states leaders presidents ministers men's counterparts days' years' \
    stages rounds blocks options things issues neighbours neighbors camps halves ways main other thirds another more";

/// Currencies: the word, and the name that stands in `of`.
pub(super) const MONEY: &[(&str, &str)] = &[
    ("dollars", "US dollars"),
    ("dollar", "US dollars"),
    ("euros", "euros"),
    ("euro", "euros"),
    ("pounds", "pounds"),
    ("rubles", "roubles"),
    ("roubles", "roubles"),
    ("yen", "yen"),
    ("marks", "marks"),
    ("francs", "francs"),
    ("rupees", "rupees"),
    ("dlrs", "US dollars"),
    ("usd", "US dollars"),
    ("crowns", "crowns"),
    ("pesos", "pesos"),
    ("lira", "lira"),
    ("yuan", "yuan"),
    ("shekels", "shekels"),
    ("riyals", "riyals"),
    ("dinars", "dinars"),
];

/// Words before a number that make it a name or an age: `Resolution 2254`, `aged 42`.
pub(super) const NUMBERED: &str = "no number resolution article section chapter page flight route room aged age channel grade phase part class group \
    world unit brigade division building highway # war version rule act team boeing airbus paragraph decree law";

/// People of whom one counts: `one soldier was killed`.
pub(super) const PERSONS: &str = "soldier person civilian policeman officer man woman child boy girl rebel guerrilla fighter protester demonstrator \
    student peasant worker journalist guard passenger people villager prisoner";

/// Words at which a noun phrase ends.
pub(super) const STOPS: &str = "and or but in on at of to from by for with who whom whose that which as after before during since until when while \
    were was are is have has had be been will would could can may might should must did do does near inside outside \
    including over under between against into through if because than the a an this these those their his her its it they \
    he she we i you not also about across along among around s 's there said says so yet then where per each every both \
    all some out up off down away back alone according still already however without within last early late next only just \
    even much now ago later earlier";

/// Words that are nearly always a finite verb or a participle after a noun.
pub(super) const FINITE: &str = "died fled took went came held met left began fell rose won lost sent made gave got saw fought broke hit struck ran \
    stood sat spoke told said became remain remained live need want say face die flee take seeking living fleeing waiting \
    trying being having marching fighting working serving returning belonging taking dead missing hurt";

/// Whether a word is a plural that heads what it stands in: `people`, `civilians`.
pub(super) fn is_head(word: &str) -> bool {
    matches!(
        word,
        "people" | "men" | "women" | "children" | "police" | "troops" | "others" | "dead" | "wounded" | "policemen" | "lives" | "personnel"
    ) || (word.ends_with('s') && word.len() > 4 && !word.ends_with("ss") && !word.ends_with("us"))
}

/// What a noun counts by itself.
pub(super) fn noun_counts(head: &str) -> Option<&'static str> {
    Some(match head.to_lowercase().as_str() {
        "dead" | "deaths" | "fatalities" | "lives" | "killed" | "bodies" | "corpses" => "killed",
        "wounded" | "injured" | "injuries" => "wounded",
        "casualties" => "casualties",
        "missing" => "missing",
        "arrests" | "detainees" => "detained",
        "refugees" => "displaced",
        "hostages" => "kidnapped",
        "prisoners" => "detained",
        _ => return None,
    })
}

/// Whether those of whom this is counted are people, where no noun says so.
pub(super) fn is_of_people(counted: &str) -> bool {
    matches!(
        counted,
        "killed" | "wounded" | "casualties" | "detained" | "displaced" | "missing" | "kidnapped" | "evacuated" | "rescued" | "released"
    )
}

/// Whether this is something that happens at a place and a time, so that the words around tell where and when.
pub(super) fn is_event(counted: &str) -> bool {
    is_of_people(counted) || has("destroyed damaged captured protested marched attended taken deployed fired", counted)
}

/// What a war is called.
pub(super) const WARS: &str = "war conflict uprising insurgency rebellion fighting hostilities";

/// Prepositions before the place where something is.
pub(super) const WHERE: &str = "in at near outside across around inside throughout within";

/// Prepositions before what may be the place, or whose it is.
pub(super) const LOOSELY: &str = "on from of over";

/// Attacks, before `on Oln`.
pub(super) const STRIKES: &str = "attack attacks strike strikes airstrike airstrikes raid raids assault assaults shelling bombing bombings \
    bombardment blast blasts explosion massacre ambush siege";

/// Verbs whose object is the place that was struck: `shelled Oln`.
pub(super) const STRUCK: &str =
    "shelled shelling shell bombed bombing bomb hit struck attacked stormed raided overran besieged bombarded pounded";

/// Words that describe a place.
pub(super) const KINDS_OF_PLACE: &str = "province region district state governorate city town village municipality valley island peninsula port \
    county capital camp suburb neighborhood neighbourhood";

/// What only a country has, after `Ossara's`.
pub(super) const GOVERNMENT: &str = "government minister ministry president parliament army military foreign interior prime premier king";
