using System.Text.Json.Serialization;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api.Values;

/// <summary>A value of an attribute, a property or the context as JSON carries it. A JSON null is a null reference.</summary>
/// <param name="Raw">A double, a string, a bool, or an IReadOnlyList of strings.</param>
[JsonConverter(typeof(ApiValueConverter))]
[AllowedJson("a finite number, text, true, false, null or an array of texts")]
public sealed record ApiValue(object Raw);
