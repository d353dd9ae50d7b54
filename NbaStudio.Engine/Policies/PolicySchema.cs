using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NbaStudio.Engine.Policies.Json;

namespace NbaStudio.Engine.Policies;

/// <summary>The JSON schema (draft 2020-12) of policy documents, made from the documents themselves.</summary>
public static class PolicySchema
{
    private static readonly Lazy<string> Text = new(Make);

    /// <summary>The schema: two spaces, line feeds. The same text on every call.</summary>
    public static string Json => Text.Value;

    private static string Make()
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            new SchemaWriter(writer).Write();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
