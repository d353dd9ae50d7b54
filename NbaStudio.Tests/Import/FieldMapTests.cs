using NbaStudio.Commands;
using NbaStudio.Commands.Import;
using NbaStudio.Commands.Import.Mapping;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Import;

public sealed class FieldMapTests
{
    private static readonly DeclaredTypes Types = new(new PolicyDocument { Attributes = [new() { Name = "monthly_fee", Type = "money" }] });

    [Fact]
    public void Targets_NamesOfColumns_AreUnderstood()
    {
        var map = Map(ImportKind.Customers, ["Customer ID", "Lang", "age", "addresses.email", "consents.email.marketing"]);

        map.Targets("Customer ID").ShouldBe([new FieldTarget(TargetKind.Field, "customerId")]);
        map.Targets("lang").ShouldBe([new FieldTarget(TargetKind.Field, "language")]);
        map.Targets("age").ShouldBe([new FieldTarget(TargetKind.Value, "age")]);
        map.Targets("addresses.email").ShouldBe([new FieldTarget(TargetKind.Address, "email")]);
        map.Targets("consents.email.marketing").ShouldBe([new FieldTarget(TargetKind.Consent, "email", "marketing")]);
    }

    [Fact]
    public void Targets_MappedField_WinsOverTheColumnOfItsName()
    {
        var map = Map(ImportKind.Customers, ["household", "id"], ("customerId", "household"));

        map.Targets("household").ShouldBe([new FieldTarget(TargetKind.Field, "customerId")]);
        map.Targets("id").ShouldBe([new FieldTarget(TargetKind.Value, "id")]);
    }

    [Theory]
    [InlineData("customerid", "custmer", "the file has no column 'custmer'. Did you mean 'customer'?")]
    [InlineData("customrId", "customer", "there is no field 'customrId'. Did you mean 'customerId'?")]
    [InlineData("montly_fee", "fee", "Did you mean 'monthly_fee'?")]
    [InlineData("favourite colour", "fee", "written as attributes.favourite colour")]
    public void Map_UnknownName_NamesTheNearest(string field, string column, string message) =>
        Should.Throw<CommandException>(() => Map(ImportKind.Customers, ["customer", "fee"], (field, column))).Message.ShouldContain(message);

    [Fact]
    public void Map_FieldTwice_IsRefused() =>
        Should.Throw<CommandException>(() => Map(ImportKind.Customers, ["a", "b"], ("customerId", "a"), ("customerId", "b"))).Message.ShouldContain("given twice");

    [Fact]
    public void Map_RequiredFieldWithoutColumn_SaysHowToGiveIt()
    {
        var message = Should.Throw<CommandException>(() => Map(ImportKind.Events, ["customerId", "when"])).Message;

        message.ShouldContain("No column holds type, time");
        message.ShouldContain("--set type=VALUE");
    }

    [Fact]
    public void Ignored_Outcomes_ListsColumnsWithoutField() => Map(ImportKind.Outcomes, ["decisionId", "outcome", "time", "note"]).Ignored.ShouldBe(["note"]);

    private static FieldMap Map(ImportKind kind, IReadOnlyList<string> columns, params (string, string)[] maps) =>
        new(ImportShape.Of(kind), new MapOptions(maps, [], []), columns, Types);
}
