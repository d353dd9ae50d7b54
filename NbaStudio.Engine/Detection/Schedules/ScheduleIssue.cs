namespace NbaStudio.Engine.Detection.Schedules;

/// <summary>Why a text is no schedule.</summary>
/// <param name="Code">One of the codes schedule.empty, schedule.form, schedule.day, schedule.dayOfMonth, schedule.time, schedule.date.</param>
/// <param name="Suggestion">What was probably meant; null when nothing is near.</param>
/// <param name="Arguments">What the sentence of the code names: the part of the text that is wrong, where the code has one.</param>
public sealed record ScheduleIssue(string Code, string? Suggestion, IReadOnlyList<string> Arguments);
