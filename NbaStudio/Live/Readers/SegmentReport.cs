using NbaStudio.Engine;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Rules;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Live.Readers;

/// <summary>A report by named conditions and audiences. Used once, by one thread: it reads the journal, and everybody in it.</summary>
/// <remarks>
/// By who is in a segment now, not by who was: a decision's record has the inputs that the rules of then read, which need not be those of a segment, and segments that were made later have none at all.
/// The same question therefore has another answer tomorrow, and each segment's two periods are about the same people.
/// </remarks>
internal sealed class SegmentReport(NbaEngine engine, ReportQuestion question, string language)
{
    private const string None = "none";
    private const string Gone = "gone";

    /// <param name="since">First day that the journal still tells whole.</param>
    public ReportView Read(DateOnly? since, CancellationToken stop)
    {
        var (policy, words) = (engine.Policy!, new Words(language));
        var (first, from, last) = (question.FromBefore.DayNumber, question.From.DayNumber, question.To.DayNumber);
        var people = new Dictionary<long, (ReportNumbers Now, ReportNumbers Before)>();
        var (total, before) = (default(ReportNumbers), default(ReportNumbers));
        foreach (var (day, customer, treatment, numbers) in ReportStatistics.Read(engine.Store, policy.Zone, engine.Store.ReadHead().Sequence, stop))
        {
            if (day < first || day > last || numbers.IsEmpty || !ReportReader.IsAsked(policy, question, treatment))
            {
                continue;
            }

            var known = people.GetValueOrDefault(customer);
            people[customer] = day >= from ? (known.Now + numbers, known.Before) : (known.Now, known.Before + numbers);
            (total, before) = day >= from ? (total + numbers, before) : (total, before + numbers);
        }

        var document = policy.Document;
        (string Id, string Name, string When)[] segments =
        [
            .. document.Audiences.Select(a => ("audience/" + a.Name, Label(a.Name, a.Label), a.When)).Concat(document.Conditions.Select(c => ("condition/" + c.Name, Label(c.Name, c.Label), c.When))),
        ];
        // A policy without segments asks nothing: everybody is in none.
        var members = new Dictionary<long, List<int>>();
        for (var at = 0; at < segments.Length && people.Count > 0; at += RuleQuestion.MaximumLines)
        {
            var lines = segments.Skip(at).Take(RuleQuestion.MaximumLines).Select(s => new RuleQuestionLine(s.When, false));
            foreach (var (customer, inside) in engine.FindMembers(new RuleQuestion(document, [.. lines], null), people.Keys, stop))
            {
                (members.TryGetValue(customer, out var known) ? known : members[customer] = []).AddRange(inside.Select(i => at + i));
            }
        }

        var rows = new Dictionary<string, ReportRow>(StringComparer.Ordinal);
        foreach (var (customer, numbers) in people)
        {
            if (segments.Length > 0 && !members.ContainsKey(customer))
            {
                Add(Gone, words["report.gone"], numbers);
            }
            else if (members.GetValueOrDefault(customer) is not { Count: > 0 } inside)
            {
                Add(None, words["report.inNone"], numbers);
            }
            else
            {
                foreach (var segment in inside)
                {
                    Add(segments[segment].Id, segments[segment].Name, numbers);
                }
            }
        }

        return ReportReader.View(policy, question, language, since, total, before, ReportReader.Ordered(rows.Values));

        string Label(string name, IReadOnlyDictionary<string, string>? label) => new LabelSnapshot(name, policy.DefaultLanguage, label).In(language);

        void Add(string id, string name, (ReportNumbers Now, ReportNumbers Before) numbers)
        {
            var row = rows.GetValueOrDefault(id) ?? new ReportRow(id, name, default, default);
            rows[id] = row with { Now = row.Now + numbers.Now, Before = row.Before + numbers.Before };
        }
    }
}
