using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace NbaStudio.Data.Migrations;

/// <summary>Filters of pages that people keep, each for oneself.</summary>
[DbContext(typeof(ConsoleDb))]
[Migration("20261129234500_SavedFilters")]
internal sealed class M20261129234500SavedFilters : Migration
{
    protected override void Up(MigrationBuilder migration) =>
        migration.CreateTable(
            "saved_filters",
            table => new
            {
                Owner = table.Column<string>(),
                Page = table.Column<string>(),
                Name = table.Column<string>(),
                Query = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("PK_saved_filters", row => new { row.Owner, row.Page, row.Name }));
}
