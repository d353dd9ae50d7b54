using System.Globalization;
using System.Text;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Simulations;

namespace NbaStudio.Components.Pages.Simulate;

/// <summary>A result as a table for spreadsheets. Pure.</summary>
public static class SimulationCsv
{
    /// <summary>Columns: part, name, today, scenario, difference, low, high. Shares and rates in [0, 1], money per decision.</summary>
    /// <param name="flips">What takes the place of what; of what is masked, not why.</param>
    public static string Write(SimulationRun run, IReadOnlyList<FlipView> flips)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(flips);
        var result = run.Outcome?.Result ?? throw new ArgumentException("The run has no result.", nameof(run));
        var (decisions, customers) = (Math.Max(1.0, result.Decisions), Math.Max(1.0, result.Customers));
        var (before, after) = (result.Before, result.After);
        var text = new StringBuilder("part,name,today,scenario,difference,low,high\r\n");
        Line("chosen", "silence", before.Silent / decisions, after.Silent / decisions, result.Silence);
        Line("chosen", "contacts per customer", before.Totals.Contacts / customers, after.Totals.Contacts / customers, result.Contacts);
        Line("chosen", "customers contacted", before.CustomersContacted, after.CustomersContacted, new(after.CustomersContacted - before.CustomersContacted, null));
        if (result.AlongTime is { } along)
        {
            var (all, people) = (Math.Max(1.0, along.Decisions), Math.Max(1.0, along.Customers));
            Line("along time", "silence", along.Before.Silent / all, along.After.Silent / all, along.Silence);
            Line("along time", "contacts per customer", along.Before.Contacts / people, along.After.Contacts / people, along.Contacts);
        }

        Models("by the models", before.Totals, after.Totals, decisions, result.Value, result.Acceptance);

        if (result.Check.Difference is { } d)
        {
            text.Append(CultureInfo.InvariantCulture, $"recorded answers,value per decision in slot 1,,,{d.Value:R},{d.Interval.Low:R},{d.Interval.High:R}\r\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"recorded answers,{result.Check.Verdict},,,,,\r\n");
            text.Append(CultureInfo.InvariantCulture, $"recorded answers,more decisions with known answers,,,{result.Check.MoreDecisions},,\r\n");
        }

        var names = new TreatmentNames(run);
        foreach (var (part, rows) in new[] { ("objective", names.ByObjective(result, "en")), ("action", names.ByAction(result, "en")) })
        {
            foreach (var row in rows)
            {
                Line(part, row.Id, row.Before.Contacts, row.After.Contacts, new(row.After.Contacts - row.Before.Contacts, null));
                if (part == "objective")
                {
                    Line("share of slots", row.Id, row.ShareBefore(result), row.ShareAfter(result), row.ShareDifference(result));
                }
            }
        }

        foreach (var channel in result.Channels)
        {
            var name = "channel " + channel.Channel;
            Line(name, "contacts per customer", channel.Before.Contacts / customers, channel.After.Contacts / customers, channel.Contacts);
            Models(name, channel.Before, channel.After, decisions, channel.Value, channel.Acceptance);
        }

        foreach (var segment in result.Segments)
        {
            var (name, own, t) = ("segment " + segment.Segment, (double)segment.Totals.Decisions, segment.Totals);
            Line(name, "silence", t.SilentBefore / own, t.SilentAfter / own, segment.Silence);
            Line(name, "contacts per customer", t.Before.Contacts / (double)segment.Customers, t.After.Contacts / (double)segment.Customers, segment.Contacts);
            Models(name, t.Before, t.After, own, segment.Value, segment.Acceptance);
        }

        foreach (var view in flips)
        {
            var name = $"{NameOf(view.Flip.From)} > {NameOf(view.Flip.To)} ({(view.IsMasked ? "masked" : view.Flip.Cause.ToString())})";
            text.Append(CultureInfo.InvariantCulture, $"flips in decisions,{CsvCell.Write(name)},,,{view.Flip.Decisions},,\r\n");
        }

        if (run.Outcome.Front is { } front && run.Scenario.Front is { } request)
        {
            foreach (var setting in front)
            {
                var second = setting.Second is { } other ? string.Create(CultureInfo.InvariantCulture, $" / {request.Second!.Id} {other:R}") : "";
                var name = string.Create(CultureInfo.InvariantCulture, $"{request.First.Id} {setting.First:R}{second}{(setting.Point.IsBest ? " (no other is better)" : "")}");
                foreach (var (what, figure) in new[] { ("acceptance per contact", setting.Point.Acceptance), ("value per decision", setting.Point.Value), ("silence", setting.Point.Silence), ("contacts per customer", setting.Point.Contacts) })
                {
                    text.Append(CultureInfo.InvariantCulture, $"front {what},{CsvCell.Write(name)},,{figure:R},,,\r\n");
                }
            }
        }

        return text.ToString();

        string NameOf(int key) => names.Find(key)?.Treatment.Id ?? "silence";

        void Models(string part, ChoiceTotals was, ChoiceTotals would, double count, Difference value, Difference? acceptance)
        {
            Line(part, "value per decision", was.Value / count, would.Value / count, value);
            if (acceptance is { } known)
            {
                Line(part, "acceptance per contact", was.Acceptances / was.Contacts, would.Acceptances / would.Contacts, known);
            }
        }

        void Line(string part, string name, double today, double scenario, Difference difference) => text.Append(
            CultureInfo.InvariantCulture, $"{CsvCell.Write(part)},{CsvCell.Write(name)},{today:R},{scenario:R},{difference.Value:R},{difference.Interval?.Low:R},{difference.Interval?.High:R}\r\n");
    }
}
