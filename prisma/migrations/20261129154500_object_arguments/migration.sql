-- AlterTable
ALTER TABLE "ai_function" ADD COLUMN "object_arguments" JSONB NOT NULL DEFAULT '[]';
