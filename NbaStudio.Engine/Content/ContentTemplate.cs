using System.Text;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Content;

/// <summary>A text with personal fields, {{customer.first_name | "there"}}, compiled onto a slot layout. No logic. Immutable and thread safe.</summary>
public sealed class ContentTemplate
{
    private readonly Segment[] _segments;

    private ContentTemplate(string text, Segment[] segments)
    {
        Text = text;
        _segments = segments;
        Slots = segments is [] or [{ Slot: < 0 }] ? [] : [.. segments.Where(s => s.Slot >= 0).Select(s => s.Slot).Distinct().Order()];
    }

    /// <summary>The template as it was written.</summary>
    public string Text { get; }

    /// <summary>Indexes of the slots it reads, ascending.</summary>
    public IReadOnlyList<int> Slots { get; }

    /// <summary>Parses and checks a template.</summary>
    /// <returns>The template when there are no issues; else null and all issues. Slots are added to the layout only in the first case.</returns>
    public static (ContentTemplate? Template, IReadOnlyList<ConditionIssue> Issues) Compile(string text, ConditionScope scope, SlotLayoutBuilder layout)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(layout);
        var (parts, issues) = new TemplateParser(text, scope).Parse();
        return issues.Count > 0 ? (null, issues)
            : (new ContentTemplate(text, [.. parts.Select(p => p.Field is null ? new Segment(p.Text, -1) : new Segment(p.Text, layout.Add(p.Field)))]), []);
    }

    /// <summary>The text with its fields filled in. A missing value gives the fall-back, or nothing.</summary>
    /// <param name="frame">Slots of the layout it was compiled onto; its zone is used for dates.</param>
    /// <param name="language">Language tag for numbers, money and dates.</param>
    /// <param name="currency">ISO 4217 code of the workspace.</param>
    /// <param name="medium">Decides how values and fall-backs are escaped; the text around them stays as written, save that a subject line is one line.</param>
    public string Render(EvaluationFrame frame, string language, string currency, TemplateMedium medium)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var result = new StringBuilder();
        foreach (var segment in _segments)
        {
            result.Append(segment.Slot < 0 ? segment.Text : TemplateEscaper.Escape(ValueOf(segment, frame, language, currency), medium));
        }

        return medium == TemplateMedium.SubjectLine ? TemplateEscaper.OneLine(result.ToString()) : result.ToString();
    }

    /// <summary>The template as a link: values are percent-encoded, save one that stands first and may be a whole link; the result is checked.</summary>
    public RenderedLink RenderLink(EvaluationFrame frame, string language, string currency)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var result = new StringBuilder();
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            var value = segment.Slot < 0 ? segment.Text : ValueOf(segment, frame, language, currency);
            result.Append(segment.Slot < 0 || i == 0 ? value : TemplateEscaper.Escape(value, TemplateMedium.UrlComponent));
        }

        return SafeLink.TryCreate(result.ToString(), out var link, out var problem) ? new RenderedLink(link, null) : new RenderedLink(null, problem);
    }

    /// <summary>Fields that have no value, with what stands in their place.</summary>
    /// <param name="frame">Slots of the layout it was compiled onto.</param>
    public IReadOnlyList<(int Slot, string FallBack)> MissingIn(EvaluationFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return [.. _segments.Where(s => s.Slot >= 0 && frame.Slots[s.Slot].Kind == ValueKind.Missing).Select(s => (s.Slot, s.Text)).Distinct()];
    }

    private static string ValueOf(Segment segment, EvaluationFrame frame, string language, string currency)
    {
        var value = ValueFormatter.Format(frame.Slots[segment.Slot], language, currency, frame.Zone);
        return string.IsNullOrWhiteSpace(value) ? segment.Text : value;
    }

    /// <param name="Text">Literal text, or the fall-back of a field.</param>
    /// <param name="Slot">Slot of a field; -1 for literal text.</param>
    private readonly record struct Segment(string Text, int Slot);
}
