using System.Globalization;

namespace NbaStudio.Engine.Policies;

/// <summary>The English sentences of all issues, in one place: a template per code, filled with the issue's arguments. Thread safe.</summary>
/// <remarks>A translator looks up <see cref="TextKey"/> in its own resources and fills the sentence with <see cref="PolicyIssue.Arguments"/>.</remarks>
public static class PolicyIssueTexts
{
    /// <summary>Codes of mistakes inside expressions begin so; the rest is the code of the condition language.</summary>
    public const string ExpressionPrefix = "expression.";

    private static readonly Dictionary<string, string> English = new(StringComparer.Ordinal)
    {
        ["expression"] = "Line {0}, column {1}: {2}",
        ["json.size"] = "The document has {0} bytes; at most {1} are allowed.",
        ["json.malformed"] = "This is not JSON: line {0}, byte {1} cannot be read.",
        ["json.encoding"] = "The document is not UTF-8 text.",
        ["json.depth"] = "The document is nested more than {2} levels deep (line {0}); {2} are allowed.",
        ["json.text"] = "A text here has half of a character (a lone surrogate).",
        ["json.type"] = "This should be {0}; it is {1}.",
        ["json.unknownField"] = "The field \"{0}\" is unknown.",
        ["json.duplicateField"] = "The field \"{0}\" is written twice.",

        ["item.kind"] = "The kind of item \"{0}\" is unknown.",
        ["item.workspace"] = "The item of the workspace itself is missing.",
        ["item.children"] = "The field \"{0}\" is not part of this item: what hangs under it is edited item by item.",

        ["*.range"] = "{0} is {1}; allowed is {2}.",
        ["*.word"] = "{0} is \"{1}\"; allowed are {2}.",
        ["*.duration"] = "{0} is \"{1}\"; allowed is a whole number with s, m, h or d, from {2} to {3}.",
        ["*.time"] = "{0} is \"{1}\"; allowed is a time of day such as 21:30.",
        ["*.missing"] = "{0} is missing.",
        ["*.length"] = "{0} has {1} characters; at most {2} are allowed.",
        ["label.empty"] = "The label in {0} is empty.",
        ["label.language"] = "\"{0}\" is not a language tag such as en or ja.",

        ["id.format"] = "\"{0}\" is not a usable id: 1 to 64 characters, no spaces at the ends, no quotation marks, slashes, braces or control characters.",
        ["name.format"] = "\"{0}\" is not a usable name: a letter first, then letters, digits and underscores, at most 64 in all.",
        ["id.duplicate"] = "The {0} \"{1}\" exists twice; it is also at {2}.",
        ["key.range"] = "The key is {0}; keys are whole numbers from 1 to 1000000000.",
        ["key.duplicate"] = "The key {0} is used twice; it is also at {1}.",
        ["key.reused"] = "The key {0} belonged to the {1} \"{2}\"; keys are never used again for something else.",
        ["reference.unknown"] = "The {0} \"{1}\" does not exist.",
        ["scope.several"] = "The scope names {0}; it can name only one thing.",
        ["scope.empty"] = "Nothing is in this scope, so it has no effect.",

        ["languages.none"] = "No language is named; content needs at least one.",
        ["languages.duplicate"] = "The language \"{0}\" is named twice.",
        ["defaultLanguage.unknown"] = "The default language \"{0}\" is not one of the languages ({1}).",
        ["currency.format"] = "\"{0}\" is not an ISO 4217 code of three capital letters, such as USD or JPY.",
        ["timeZone.unknown"] = "The time zone \"{0}\" does not exist; use an IANA name such as Europe/Paris or Asia/Tokyo.",

        ["attribute.sensitiveLearned"] = "\"{0}\" is sensitive and models learn from it, because usedForLearning is set.",
        ["attribute.setLearned"] = "\"{0}\" is a set of texts; models cannot learn from it.",
        ["textModel.count"] = "There are {0} text models; at most {1} are allowed.",
        ["textModel.propertyUnknown"] = "The event \"{0}\" has no property \"{1}\" to read.",
        ["textModel.propertyType"] = "A text model reads text; \"{0}\" is {1}.",
        ["textModel.output"] = "\"{0}\" is not usable as an output: a letter first, then letters, digits and underscores, at most {1} in all.",
        ["textModel.outputDeclared"] = "\"{0}\" is a declared property of the event \"{1}\"; a text model writes properties that are not declared.",
        ["textModel.outputTwice"] = "\"{0}\" is written by the text model \"{1}\" already.",
        ["textModel.labels"] = "The text model has {0} labels; allowed are {1} to {2}.",
        ["textModel.reserved"] = "\"{0}\" stands for a text whose meaning is not sure; a label needs another id.",
        ["textModel.examples"] = "The text model has {0} examples; at most {1} are allowed.",
        ["textModel.tooFew"] = "The label \"{0}\" has {1} examples; at least {2} are needed.",
        ["textModel.few"] = "The label \"{0}\" has {1} examples; with fewer than {2} it is hardly better than a guess.",
        ["textModel.repeated"] = "\"{0}\" stands twice; it is also example {1}.",
        ["textModel.contradiction"] = "\"{0}\" is an example of \"{1}\" and of \"{2}\".",
        ["aggregate.property"] = "The function {0} needs a property of the event.",
        ["aggregate.noProperty"] = "The function {0} reads no property; it has \"{1}\".",
        ["aggregate.propertyUnknown"] = "The event \"{0}\" has no property \"{1}\".",
        ["aggregate.propertyType"] = "The function {0} needs a number or an amount; \"{1}\" is {2}.",
        ["score.size"] = "The model file has {0} bytes; at most {1} are allowed.",
        ["score.format"] = "This is no model file that can be read. Allowed are XGBoost (JSON), LightGBM (text) and coefficients (CSV with the header feature,coefficient).",
        ["score.json"] = "The model begins like XGBoost's JSON, but line {0}, byte {1} cannot be read: the file is cut off or damaged.",
        ["score.cut"] = "The model begins like LightGBM's text, but the line \"{0}\" is missing: the file is cut off.",
        ["score.field"] = "{0} in the model file should be {1}.",
        ["score.objective"] = "The model was trained for \"{0}\"; allowed are {1}.",
        ["score.booster"] = "The model is of the kind {0}; allowed are {1}.",
        ["score.classes"] = "The model has {0} answers; several classes are not supported. One probability or one number is: train one model for each class.",
        ["score.noTrees"] = "The model has no trees.",
        ["score.outside"] = "In tree {0}, node {1} points to node {2}, which does not exist.",
        ["score.circle"] = "In tree {0}, node {1} is reached twice: a tree has no circles.",
        ["score.depth"] = "Tree {0} is more than {1} levels deep.",
        ["score.number"] = "In tree {0}, node {1} has NaN or infinity as its threshold or answer.",
        ["score.splitFeature"] = "In tree {0}, node {1} looks at feature {2}; the model has features 0 up to, not including, {3}.",
        ["score.featureCount"] = "The model says that it has {0} features and names {1}.",
        ["score.featureTwice"] = "The feature \"{0}\" is named twice.",
        ["score.line"] = "Line {0} is \"{1}\"; it should be a name, a comma and a number.",
        ["score.intercept"] = "The row intercept is missing.",
        ["score.featureUnknown"] = "The model has no feature \"{0}\".",
        ["score.sourceUnknown"] = "Nobody provides \"{1}\" for the feature \"{0}\". Allowed are attributes, aggregates, context.<name>, time.hour and time.weekday.",
        ["score.sourceMissing"] = "Nobody provides the feature \"{0}\": no attribute or aggregate has this name. Say under features what it is.",
        ["score.sourceType"] = "The model reads the feature \"{0}\" as {2}; \"{1}\" is something else.",
        ["score.categoriesMissing"] = "\"{1}\" is a text and the model reads the feature \"{0}\" as codes: list its texts under categories, in the order of their codes.",
        ["score.categoriesOwn"] = "The model file itself says the texts of the feature \"{0}\"; categories are for files that have only codes.",
        ["score.categoryTwice"] = "The text \"{1}\" of the feature \"{0}\" is listed twice.",
        ["propensity.score"] = "\"{0}\" is not an imported score; write score. and the name of one.",
        ["propensity.number"] = "\"{0}\" gives a number, not a probability, so it cannot be P; a value or a condition can use it.",
        ["event.undeclared"] = "The event \"{0}\" is not declared, so the types of its properties are not checked.",
        ["condition.circle"] = "The condition \"{0}\" uses itself: {1}.",

        ["channel.noDriver"] = "There is no driver for the channel kind \"{0}\"; text messages, push gateways and paid media go through webhook.",
        ["channel.outboundOnly"] = "A channel of kind {0} only sends; its direction is {1}, allowed are outbound and both.",
        ["channel.placementCount"] = "The channel has {0} placements; at most 64 are allowed.",
        ["hours.empty"] = "The hours begin and end at {0}; they would be empty.",
        ["hours.half"] = "Only one end of the hours is given; give both or none.",
        ["none.channels"] = "There is no channel, so nothing can be said.",
        ["none.actions"] = "There is no action, so every decision is silence.",

        ["dates.impossible"] = "The {2} ends ({1}) before it begins ({0}).",
        ["dates.same"] = "The {2} begins and ends at the same moment ({0}).",
        ["dates.apart"] = "With the dates of what it belongs under, the {2} begins ({0}) when it has ended ({1}): it never runs.",
        ["lever.zero"] = "The lever is 0: everything in \"{0}\" is paused.",
        ["action.noTreatment"] = "The action \"{0}\" has no treatment, so it can never be chosen.",
        ["action.cappedService"] = "The service action \"{0}\" has a maximum value, which only matters among other service actions.",
        ["group.maximum"] = "At most {0} per decision, but the group has {1} actions.",

        ["treatment.placementUnknown"] = "The channel \"{0}\" has no placement \"{1}\".",
        ["content.language"] = "The language \"{0}\" is not one of the languages ({1}).",
        ["content.none"] = "The treatment has no content.",
        ["content.defaultLanguage"] = "There is no content in the default language {0}.",
        ["content.missingLanguage"] = "There is no content in {0}; customers who read it get {1}.",
        ["content.subject"] = "An e-mail needs a subject.",
        ["content.empty"] = "The content has neither a subject nor a body.",
        ["content.imageAlt"] = "The picture has no words for whoever does not see it; say what it shows.",
        ["content.image"] = "The picture is \"{0}\"; it has to begin with https:// or /, or with a personal field.",
        ["content.link"] = "The link is \"{0}\"; it has to begin with https://, mailto: or tel:, or with a personal field.",

        ["head.count"] = "The treatment has {0} heads; at most 3 are allowed.",
        ["head.twice"] = "The head {0} is stated twice.",
        ["head.positive"] = "The head {0} lists nothing that counts as positive.",
        ["head.harmValue"] = "A harm head needs a value (what one case costs, as a negative amount).",
        ["head.harmFirst"] = "The first head is the primary one, whose probability is P; harm comes after it.",
        ["head.primaryStart"] = "The first head starts at the action's startingPropensity; only further heads state their own.",
        ["head.harmNegative"] = "A harm head lists what is harm only; that none came in its window is the negative.",
        ["head.harmGain"] = "Harm is worth {0}; allowed is 0 or a negative amount.",
        ["head.loss"] = "The head {1} is worth {0}; allowed is 0 or more. What costs money is a head of kind harm.",
        ["head.outcome"] = "\"{0}\" is neither an outcome ({1}) nor event \"type\".",
        ["head.both"] = "\"{0}\" counts as positive and as negative.",
        ["head.countedEvent"] = "A head takes single events; \"{0}\" is more than one.",

        ["contact.ofMissing"] = "The rule does not say what {0}.",
        ["contact.missing"] = "A rule of kind {0} needs {1}.",
        ["contact.unused"] = "A rule of kind {0} does not use {1}.",
        ["contact.rest"] = "The rest is \"{0}\"; allowed is 1m to 400d.",
        ["contact.restZero"] = "A rest of 0 has no meaning; to stop for good, use kind never.",
        ["contact.neverBinds"] = "At most {0} in {1} can never be reached: the rule \"{2}\" already stops at {3} in {4}.",
        ["contact.implied"] = "The rule changes nothing: \"{0}\" stops all that it stops.",
        ["contact.alwaysQuiet"] = "Every day {0} minutes are left outside the quiet hours: nothing gets through.",
        ["contact.onceOnly"] = "After the first {0}, nothing is ever said to the customer again.",
        ["contact.nothingSent"] = "Nothing is sent on the inbound channel \"{0}\", so the cap never counts anything.",
        ["contact.service"] = "Only service actions are in the scope and the rule does not include service, so it has no effect.",
        ["budget.amount"] = "A budget in money needs the amount that one use costs.",
        ["budget.expectedSent"] = "The mode expected works with usedBy accepted; a sent message is certain.",
        ["budget.piece"] = "The limit is {0}; a budget in pieces needs at least 1.",
        ["budget.tooSmall"] = "One use takes {0} and the budget holds {1}, so it lets nothing through.",
        ["weight.neutral"] = "The weight is 1, so the rule changes nothing.",

        ["trigger.pattern"] = "A trigger needs a pattern, such as event \"purchase\", or a schedule with an audience.",
        ["trigger.both"] = "The trigger has a pattern and a schedule; it needs one of them.",
        ["trigger.scheduleOnly"] = "{0} belongs to a schedule, and the trigger has none.",
        ["trigger.patternOnly"] = "{0} belongs to a pattern, and the trigger has a schedule.",
        ["schedule.audience"] = "A schedule needs an audience: the customers it is for.",
        ["schedule.empty"] = "The schedule is empty or very long.",
        ["schedule.form"] = "\"{0}\" is no schedule. Write it as every tuesday at 10:00, every weekday at 18:30, every month on 1 at 09:00 or on 2026-12-24 at 08:00.",
        ["schedule.day"] = "\"{0}\" is no day here; allowed are monday to sunday, several with commas and \"and\", day, weekday and weekend.",
        ["schedule.dayOfMonth"] = "\"{0}\" is no day of a month; allowed are 1 to 31 and last.",
        ["schedule.time"] = "\"{0}\" is no time of day; allowed is 00:00 to 23:59, with two digits each.",
        ["schedule.date"] = "\"{0}\" is no date; allowed is a date such as 2026-12-24.",
        ["trigger.channels"] = "The trigger names no channel to decide on.",
        ["trigger.inbound"] = "The channel \"{0}\" is inbound only; a trigger needs a channel that we can send on.",
        ["trigger.channelTwice"] = "The channel \"{0}\" is named twice.",
        ["trigger.lateValidity"] = "Matches are held back by waitForLate {0}, and then they are valid for {1} only counted from the moment itself: all would have expired. validFor has to be longer than waitForLate.",
        ["trigger.followUpTwice"] = "The follow-up \"{0}\" is named twice.",
        ["trigger.followUpSelf"] = "The trigger follows itself up; name another trigger.",
        ["trigger.followUpEvent"] = "\"{0}\" is a follow-up of \"{1}\", so its pattern has to begin with an event of a decision, such as event \"outcome.sent\".",
        ["trigger.followUpSame"] = "\"{0}\" does not say `same decisionId`, so the answer to another message counts as well.",
        ["trigger.answersItself"] = "The pattern waits for outcomes and the trigger has no cool-down and is no follow-up, so its own messages may call for the next one without end.",
        ["trigger.nothing"] = "No treatment of the scope is on these channels, so the trigger can never say anything.",

        ["references.missing"] = "The weight of {0} is not 1 and there is no reference for it; {1} is used.",
        ["silence.always"] = "The minimum propensity is 1, so every decision is silence.",
        ["holdOut.sum"] = "The hold-outs together keep out {0} of the customers; at most 0.5 is allowed.",
        ["holdOut.salt"] = "The salt \"{0}\" is used twice: both hold-outs keep out the same customers.",
        ["fairness.bounds"] = "The lower bound {0} is not below the upper bound {1}.",

        ["trial.workspace"] = "The workspace's {0} differs: a trial shares it with the policy in force.",
        ["trial.kind"] = "The {0} \"{1}\" differs: a trial may differ only in objectives, groups, actions, treatments, named conditions, contact rules, context weights and arbitration, because all else is one for every customer.",
        ["trial.condition"] = "The condition \"{0}\" differs, and the {1} \"{2}\" uses it, which is one for every customer.",
        ["trial.aggregate"] = "The trial counts {0}, which the policy in force does not: nobody's events would be counted for it. Publish the aggregate for everyone first.",
        ["trial.learning"] = "The treatment \"{0}\" would be learned differently (its channel, group, heads, starting propensity, half-life or when it counts as seen), and both policies share its model. Make it another treatment.",
    };

    /// <summary>All templates by text key, with {0}, {1} ... for the arguments.</summary>
    public static IReadOnlyDictionary<string, string> Templates => English;

    /// <summary>The key under which the sentence of a code is kept: the code itself, one for all expressions, or one for all fields such as *.range.</summary>
    /// <exception cref="ArgumentException">The code is not one of those that issues carry.</exception>
    public static string TextKey(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (English.ContainsKey(code))
        {
            return code;
        }

        if (code.StartsWith(ExpressionPrefix, StringComparison.Ordinal))
        {
            return "expression";
        }

        var common = "*" + code[Math.Max(0, code.LastIndexOf('.'))..];
        return English.ContainsKey(common) ? common : throw new ArgumentException($"No text for the issue code {code}.", nameof(code));
    }

    internal static PolicyIssue Create(IssueSeverity severity, string code, string path, string? suggestion, IReadOnlyList<string> arguments)
    {
        IReadOnlyList<string> shown = [.. arguments.Select(a => a.Length > 300 ? a[..300] + "..." : a)];
        var message = string.Format(CultureInfo.InvariantCulture, English[TextKey(code)], [.. shown]);
        return new PolicyIssue(severity, code, path, message, suggestion) { Arguments = shown };
    }
}
