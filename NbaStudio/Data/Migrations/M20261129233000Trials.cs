using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace NbaStudio.Data.Migrations;

/// <summary>Changes that decide for a share of customers.</summary>
[DbContext(typeof(ConsoleDb))]
[Migration("20261129233000_Trials")]
internal sealed class M20261129233000Trials : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "trials",
            table => new
            {
                Id = table.Column<int>(),
                ChangeId = table.Column<string>(),
                Name = table.Column<string>(),
                Revision = table.Column<int>(),
                Share = table.Column<double>(),
                Since = table.Column<long>(),
                SharedSince = table.Column<long>(),
                Who = table.Column<string>(),
                State = table.Column<string>(),
                EndedAt = table.Column<long>(nullable: true),
                EndedBy = table.Column<string>(nullable: true),
                Note = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_trials", row => row.Id));
        migration.CreateTable(
            "trial_revisions",
            table => new
            {
                Number = table.Column<int>(),
                TrialId = table.Column<int>(),
                HighestKey = table.Column<long>(),
                Items = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("PK_trial_revisions", row => row.Number));
    }
}
