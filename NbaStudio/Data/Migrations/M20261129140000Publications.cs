using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace NbaStudio.Data.Migrations;

/// <summary>Changes that are published at a time, and revisions that are watched.</summary>
[DbContext(typeof(ConsoleDb))]
[Migration("20261129140000_Publications")]
internal sealed class M20261129140000Publications : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "publication_plans",
            table => new
            {
                ChangeId = table.Column<string>(),
                At = table.Column<long>(),
                Hash = table.Column<string>(),
                Who = table.Column<string>(),
                State = table.Column<string>(),
                Note = table.Column<string>(nullable: true),
                Revision = table.Column<int>(nullable: true),
                WatchHours = table.Column<double>(nullable: true),
                MaximumP99 = table.Column<double>(nullable: true),
                AcceptanceDrop = table.Column<double>(nullable: true),
                HarmShare = table.Column<double>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_publication_plans", row => row.ChangeId));
        migration.CreateTable(
            "publication_watches",
            table => new
            {
                Revision = table.Column<int>(),
                Before = table.Column<int>(),
                Since = table.Column<long>(),
                Who = table.Column<string>(),
                State = table.Column<string>(),
                Note = table.Column<string>(nullable: true),
                EndedAt = table.Column<long>(nullable: true),
                Hours = table.Column<double>(),
                MaximumP99 = table.Column<double>(nullable: true),
                AcceptanceDrop = table.Column<double>(nullable: true),
                HarmShare = table.Column<double>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_publication_watches", row => row.Revision));
    }
}
