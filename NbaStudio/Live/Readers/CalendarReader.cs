using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>The calendar of the policy in force and of what is to be published.</summary>
internal sealed class CalendarReader(NbaEngine engine, PolicyStore policies, IPublications publications, ITrials trials, IContactDesk contacts) : ICalendarReader
{
    public async Task<CalendarView?> ReadAsync(CalendarQuestion question, string language, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (engine.Policy is not { } policy)
        {
            return null;
        }

        var rows = new CalendarRows(policy, question, language, (kind, id) => contacts.FindName(policy, kind, id, language));
        rows.AddPublications(await policies.ListAsync(cancellationToken), await publications.ReadAsync(cancellationToken));
        rows.AddTrials(await trials.ReadAsync(cancellationToken));
        rows.AddSchedules(engine.Schedules.Runs);
        rows.AddActions();
        rows.AddHours();
        rows.AddBudgets();
        return rows.ToView();
    }
}
