namespace NbaStudio.Engine.Policies.Json;

/// <summary>Short ways to write down facts.</summary>
internal static class FieldFactFactory
{
    public static FieldFact Free(string description, int maximumLength = int.MaxValue) => new(description) { MaximumLength = maximumLength };

    public static FieldFact Required(string description) => new(description) { IsRequired = true };

    public static FieldFact Range(string description, double minimum, double maximum) => new(description) { Minimum = minimum, Maximum = maximum };

    public static FieldFact Above(string description, double minimum, double maximum) => new(description) { Minimum = minimum, Maximum = maximum, ExclusiveMinimum = true };

    public static FieldFact Words(string description, params string[] words) => new(description) { Words = words };

    public static FieldFact Duration(string description, TimeSpan shortest, TimeSpan longest) => new(description) { ShortestDuration = shortest, LongestDuration = longest };

    public static FieldFact TimeOfDay(string description) => new(description) { IsTimeOfDay = true };
}
