using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace NbaStudio.Data.Migrations;

/// <summary>The log of what retention deleted.</summary>
[DbContext(typeof(ConsoleDb))]
[Migration("20261129180000_Retention")]
internal sealed class M20261129180000Retention : Migration
{
    protected override void Up(MigrationBuilder migration) =>
        migration.CreateTable(
            "retention_runs",
            table => new
            {
                Id = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                Started = table.Column<long>(),
                Finished = table.Column<long>(nullable: true),
                Journal = table.Column<long>(),
                Decisions = table.Column<long>(),
                Texts = table.Column<long>(),
                Deliveries = table.Column<long>(),
                Ids = table.Column<long>(),
                Links = table.Column<long>(),
                Audit = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_retention_runs", row => row.Id));
}
