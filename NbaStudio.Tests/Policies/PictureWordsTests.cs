using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;

namespace NbaStudio.Tests.Policies;

/// <summary>What contents have to say about their pictures.</summary>
public sealed class PictureWordsTests
{
    [Theory]
    [InlineData("/pictures/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", null, IssueSeverity.Error)]
    [InlineData("/pictures/of-the-site.png", null, IssueSeverity.Warning)]
    [InlineData("/pictures/0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF", null, IssueSeverity.Warning)]
    [InlineData("https://example.com/a.png", null, IssueSeverity.Warning)]
    [InlineData("/pictures/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "A hat", null)]
    public void Content_WithAPicture_NeedsWordsForIt(string image, string? words, IssueSeverity? expected)
    {
        var policy = SmallPolicy.WithTreatment(t => t with { Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Subject = "Hat", Image = image, ImageAlt = words } } });

        PolicyValidator.Validate(policy).Where(i => i.Code == "content.imageAlt").Select(i => (IssueSeverity?)i.Severity).SingleOrDefault().ShouldBe(expected);
    }
}
