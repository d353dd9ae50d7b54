using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Detection.Text;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Support;

/// <summary>The demo's text models, learned once for all tests.</summary>
internal static class DemoTexts
{
    private static readonly Lazy<IReadOnlyList<TextModel>> Learned = new(() => new TextModelCache().Of(PolicyCompiler.Compile(DemoPolicy.Create(), 1, DateTimeOffset.UnixEpoch).Snapshot!));

    public static IReadOnlyList<TextModel> Models => Learned.Value;
}
