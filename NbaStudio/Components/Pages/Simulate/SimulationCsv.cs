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
    public static string Write(SimulationRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var result = run.Outcome?.Result ?? throw new ArgumentException("The run has no result.", nameof(run));
        var (decisions, customers) = (Math.Max(1.0, result.Decisions), Math.Max(1.0, result.Customers));
        var (before, after) = (result.Before, result.After);
        var text = new StringBuilder("part,name,today,scenario,difference,low,high\r\n");
        Line("chosen", "silence", before.Silent / decisions, after.Silent / decisions, result.Silence);
        Line("chosen", "contacts per customer", before.Totals.Contacts / customers, after.Totals.Contacts / customers, result.Contacts);
        Line("chosen", "customers contacted", before.CustomersContacted, after.CustomersContacted, new(after.CustomersContacted - before.CustomersContacted, null));
        Line("by the models", "value per decision", before.Totals.Value / decisions, after.Totals.Value / decisions, result.Value);
        if (result.Acceptance is { } acceptance)
        {
            Line("by the models", "acceptance per contact", before.Totals.Acceptances / before.Totals.Contacts, after.Totals.Acceptances / after.Totals.Contacts, acceptance);
        }

        if (result.Check.Difference is { } d)
        {
            text.Append(CultureInfo.InvariantCulture, $"recorded answers,value per decision in slot 1,,,{d.Value:R},{d.Interval.Low:R},{d.Interval.High:R}\r\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"recorded answers,{result.Check.Verdict},,,,,\r\n");
        }

        var names = new TreatmentNames(run);
        foreach (var (part, rows) in new[] { ("objective", names.ByObjective(result, "en")), ("channel", names.ByChannel(result, "en")), ("action", names.ByAction(result, "en")) })
        {
            foreach (var row in rows)
            {
                Line(part, row.Id, row.Before.Contacts, row.After.Contacts, new(row.After.Contacts - row.Before.Contacts, null));
            }
        }

        return text.ToString();

        void Line(string part, string name, double today, double scenario, Difference difference) => text.Append(
            CultureInfo.InvariantCulture, $"{part},{name},{today:R},{scenario:R},{difference.Value:R},{difference.Interval?.Low:R},{difference.Interval?.High:R}\r\n");
    }
}
