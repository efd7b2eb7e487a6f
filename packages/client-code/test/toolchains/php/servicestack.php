<?php namespace ServiceStack;

// The part of the servicestack/client package that the classes of an API stand on.

interface IReturn
{
    public function createResponse(): mixed;
}

interface IReturnVoid
{
    public function createResponse(): void;
}

interface IGet {}
interface IPost {}
interface IPatch {}
interface IDelete {}
