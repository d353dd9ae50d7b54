using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace NbaStudio.Data;

/// <summary>Times as UTC ticks: they sort and compare in the database, which text with offsets does not.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
