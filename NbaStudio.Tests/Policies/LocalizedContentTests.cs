using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Content;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Policies;

public sealed class LocalizedContentTests
{
    [Fact]
    public void Render_ValueWithMarkup_IsEscapedAndOddLinksAreLeftOut()
    {
        var content = new ContentDocument { Subject = "For {{customer.plan}}", Body = "<b>{{customer.plan}}</b>", Link = "{{customer.plan}}", Image = "/pictures/{{customer.plan}}.png" };
        var document = SmallPolicy.WithTreatment(t => t with { Content = new Dictionary<string, ContentDocument> { ["en"] = content } });
        var snapshot = PolicyCompiler.Compile(document, 1, DateTimeOffset.UnixEpoch).Snapshot!;
        var frame = new EvaluationFrame(snapshot.Layout.Count);
        frame.Slots[snapshot.Layout.IndexOf("customer.plan")] = Value.OfText("<i>//a\r\nb");

        var rendered = snapshot.Treatments[0].Content.For("ja")!.Render(frame, snapshot.Currency, TemplateMedium.Html);

        rendered.Language.ShouldBe("en");
        rendered.Subject!.ShouldNotContain("\n");
        rendered.Body!.ShouldStartWith("<b>&lt;i&gt;");
        rendered.Link.ShouldBeNull();
        rendered.Image!.ShouldStartWith("/pictures/%3Ci%3E%2F%2Fa");
    }
}
