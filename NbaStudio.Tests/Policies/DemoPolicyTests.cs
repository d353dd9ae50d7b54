using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;

namespace NbaStudio.Tests.Policies;

public sealed class DemoPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Validate_DemoPolicy_HasNoErrors()
    {
        var errors = PolicyValidator.Validate(DemoPolicy.Create()).Where(i => i.Severity == IssueSeverity.Error).Select(i => $"{i.Path}: {i.Code}: {i.Message}");

        errors.ShouldBeEmpty();
    }

    [Fact]
    public void Compile_DemoPolicy_GivesASnapshotWithEveryTreatment()
    {
        var document = DemoPolicy.Create();

        var compilation = PolicyCompiler.Compile(document, 1, Now);

        compilation.Snapshot.ShouldNotBeNull();
        var snapshot = compilation.Snapshot;
        snapshot.Treatments.Count.ShouldBe(document.Objectives.SelectMany(o => o.Groups).SelectMany(g => g.Actions).Sum(a => a.Treatments.Count));
        snapshot.Triggers.Count.ShouldBe(document.Triggers.Count);
        snapshot.Goals.Count.ShouldBe(document.Goals.Count);
    }

    [Fact]
    public void Write_ReadBack_GivesTheSameBytes()
    {
        var first = PolicyJson.Write(DemoPolicy.Create());

        var reading = PolicyJson.Read(first);

        reading.Issues.ShouldBeEmpty();
        PolicyJson.Write(reading.Document!).ShouldBe(first);
    }
}
