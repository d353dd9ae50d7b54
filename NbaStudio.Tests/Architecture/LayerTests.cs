using System.Reflection;
using System.Text.RegularExpressions;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Architecture;

/// <summary>Which part may know which: docs/architecture.md, layout.</summary>
public sealed class LayerTests
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void Engine_References_OnlyTheBaseLibraryLoggingAndNumerics()
    {
        var references = typeof(PolicyDocument).Assembly.GetReferencedAssemblies().Select(name => name.Name!).ToList();

        references.ShouldNotBeEmpty();
        references.ShouldAllBe(name => name == "Microsoft.Extensions.Logging.Abstractions" || name == "MathNet.Numerics" || (name.StartsWith("System.") && !name.StartsWith("System.Data")));
    }

    [Theory]
    [InlineData("NbaStudio.Engine/Arbitration")]
    [InlineData("NbaStudio.Engine/Evaluation")]
    public void PureFolders_KnowNoModelsAndNoStorage(string folder) =>
        Offenders(folder, @"\bNbaStudio\.Engine\.(Propensity|Storage|Runtime)\b|using NbaStudio\.Engine\.(Propensity|Storage|Runtime);|\b(Propensity|Storage)\.[A-Z]").ShouldBeEmpty();

    [Fact]
    public void UiLibrary_IsUsedUnderComponentsOnly() =>
        Offenders("NbaStudio", @"\bRadzen\b", file => !file.StartsWith("NbaStudio/Components/", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void EntityFramework_IsUsedUnderDataOnly() =>
        Offenders("NbaStudio", @"using Microsoft\.EntityFrameworkCore", file => !file.StartsWith("NbaStudio/Data/", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Rows_AppearInNoMemberOutsideData()
    {
        var types = typeof(Program).Assembly.GetTypes();
        types.Count(IsRow).ShouldBeGreaterThan(5);

        var offenders = types.Where(type => type.Namespace?.StartsWith("NbaStudio.Data", StringComparison.Ordinal) != true)
            .SelectMany(type => type.GetMembers(Everything)).Where(member => TypesOf(member).SelectMany(Unfold).Any(IsRow)).Select(member => $"{member.DeclaringType}.{member.Name}");

        offenders.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Data")]
    [InlineData("Live")]
    [InlineData("Channels")]
    [InlineData("Security")]
    [InlineData("Configuration")]
    [InlineData("Commands")]
    [InlineData("Hosting")]
    [InlineData("Api")]
    public void LowerLayers_DoNotKnowPages(string folder) => Offenders($"NbaStudio/{folder}", @"\bNbaStudio\.Components\b").ShouldBeEmpty();

    [Fact]
    public void Pages_TakeTheCallerFromTheSession() => Offenders("NbaStudio/Components", @"\bCaller\.(Local|CommandLine)\b").ShouldBeEmpty();

    [Fact]
    public void EngineSource_DoesNotKnowTheHub() =>
        Offenders("NbaStudio.Engine", @"\bNbaStudio\.(Hosting|Data|Api|Live|Channels|Components|Configuration|Security|Commands)\b").ShouldBeEmpty();

    [Fact]
    public void Offenders_ForbiddenWord_IsFound() => Offenders("NbaStudio/Data", @"using Microsoft\.EntityFrameworkCore").ShouldNotBeEmpty();

    private static List<string> Offenders(string folder, string pattern, Func<string, bool>? where = null) =>
        [.. Repository.Files(folder, ".cs", ".razor").Where(file => where?.Invoke(file) ?? true).Where(file => Regex.IsMatch(File.ReadAllText(Repository.File(file)), pattern))];

    private static bool IsRow(Type type) => type.Namespace == "NbaStudio.Data.Rows";

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        MethodBase method => method.GetParameters().Select(parameter => parameter.ParameterType).Concat(method is MethodInfo { ReturnType: var result } ? [result] : []),
        _ => [],
    };

    private static IEnumerable<Type> Unfold(Type type) =>
        type.HasElementType ? Unfold(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Unfold).Prepend(type) : [type];
}
