namespace NbaStudio.Localization;

/// <summary>What numbers and dates depend on.</summary>
/// <param name="Words">Language and its words.</param>
/// <param name="Currency">ISO 4217 code of the workspace.</param>
/// <param name="TimeZone">Zone of the workspace.</param>
public sealed record FormatSettings(Words Words, string Currency, TimeZoneInfo TimeZone);
